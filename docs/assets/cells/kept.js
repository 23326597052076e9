// Where a reader's edits are kept, and that there was a run: the browser's storage for this site, and the only place that touches it. Every call
// there may throw (a frame of another site, a browser told to store nothing, a full disk): none of these does.

/** Sites of one host share its storage: the site's own folder tells them apart. */
const SITE = new URL("../..", import.meta.url).pathname;
const EDIT = `importable:edit:${SITE}`;

/** Written by a tab in which all edits are deleted, for the others to hear. */
export const DELETED = `importable:deleted:${SITE}`;

const RAN = `importable-ran:${SITE}`;
const LATELY = 30 * 24 * 3600 * 1000;

/** Where the edit of a version of a snippet is kept. @param {string} snippet @param {string} version */
export const keyOf = (snippet, version) => `${EDIT}${snippet}@${version}`;

/** The snippet whose edit an entry is; nothing for an entry of somebody else. @param {string} key */
export function snippetOf(key) {
  const snippet = key.startsWith(EDIT) ? key.slice(EDIT.length).split("@")[0] : "";
  // A site in a folder below this one has its keys below these.
  return snippet.split("/").length === 2 ? snippet : undefined;
}

/** @template T @param {() => T} act @param {T} otherwise */
function attempt(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** The keys of all edits on this device. @returns {string[]} */
export const keptKeys = () => attempt(() => Object.keys(localStorage).filter(snippetOf), []);

/** @param {string} key @returns {string | null} */
export const read = (key) => attempt(() => localStorage.getItem(key), null);

/** @param {string} key */
export const remove = (key) => attempt(() => localStorage.removeItem(key), undefined);

/** @param {string} key @param {string} text @returns {"kept" | "full" | "denied"} */
export function write(key, text) {
  const refused = attempt(() => (localStorage.getItem(key), "full"), "denied");
  return /** @type {"kept" | "full" | "denied"} */ (attempt(() => (localStorage.setItem(key, text), "kept"), refused));
}

/** Remember that a cell was run on this device. */
export const noteRun = () => write(RAN, String(Date.now()));

export const ranLately = () => Date.now() - Number(read(RAN)) < LATELY;
