// Keeps the edits of a cell on the reader's device, brings them back, and asks where it does not know better. Loaded
// when there is an edit: at the first change, or with the page for a cell that has one.
import { button } from "./icons.js";
import { DELETED, keptKeys, keyOf, read, remove, snippetOf, write } from "./kept.js";
import { takeFiles, whyNoPath } from "./names.js";
import { addStyles } from "./panels.js";

/**
 * @typedef {object} Kept an edit of one version of one snippet
 * @property {Record<string, string>} files
 * @property {string} opened the file that was seen
 * @property {number} when 0: not known
 */
/**
 * @typedef {object} Cell what a keeper needs of its cell
 * @property {string} snippet
 * @property {import("./files.js").Files} files
 * @property {HTMLElement} status the note on kept edits stands behind it
 * @property {(text: string) => void} say
 * @property {(text: string, undo: () => void) => void} offer says something, with a button that undoes it
 * @property {() => void} goBack to the page's own code, and nothing else left
 * @property {() => void} focus on the cell's first button to run
 */
/** @typedef {"kept" | "none" | "full" | "denied" | "large"} Outcome none: the code is the page's */

const LARGEST = 200_000; // characters of one edit: a browser gives a site room for some twenty of these

/** @type {Partial<Record<Outcome, [said: string, short: string]>>} */
const NOT_KEPT = {
  denied: ["This browser does not let the page keep your edits: copy what you want to keep.", "Not kept."],
  full: ["There is no room left to keep your edits in this browser: copy what you want to keep.", "Not kept: no room."],
  large: [`An edit of more than 200,000 characters is not kept: copy what you want to keep.`, "Not kept: too large."],
};

/** In the place of a version: an edit in whose place another one was made. */
const ASIDE = "aside-";

/** What was said already: once a visit is enough. @type {Set<Outcome>} */
const said = new Set();

/** Those of the cells on the page. @type {Set<Keeper>} */
const keepers = new Set();

export class Keeper {
  #cell;
  #key;
  #timer = 0;
  /** Whether what is kept is what the cell shows, or was: if not, it is somebody's work that must not be written over. */
  #mine = false;
  /** @type {Outcome} */
  #outcome = "none";
  #note = document.createElement("span");
  #drawn = "";

  /** @param {Cell} cell */
  constructor(cell) {
    this.#cell = cell;
    this.#key = keyOf(cell.snippet, versionOf(cell.files.originals));
    this.#note.className = "py-cell-kept";
    this.#note.hidden = true;
    const line = /** @type {HTMLElement} */ (cell.status.parentElement);
    void addStyles(line).then(() => cell.status.after(this.#note));
    this.open();
  }

  /** The cell is on the page. */
  open() {
    keepers.add(this);
  }

  /** The cell has left the page. */
  close() {
    this.flush();
    keepers.delete(this);
  }

  /** Bring back what was kept for this version; ask about what was kept for another one. */
  recall() {
    const { files } = this.#cell;
    const kept = readKept(read(this.#key));
    if (kept && !files.edited) {
      files.restore(kept.files, kept.opened);
      this.#mine = true;
      this.#outcome = "kept";
      this.#cell.say(`Your edits${inWords(kept.when)} are back; the output is still the page's.`);
    }
    this.#draw();
  }

  // Writing

  /** Keep what is there when the reader pauses. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = Number(setTimeout(() => this.flush(), 300));
    if (!this.#cell.status.isConnected) this.flush();
  }

  /** Keep now what was to be kept soon. */
  flush() {
    if (!this.#timer) return;
    this.#cancel();
    this.#outcome = this.#write();
    this.#draw();
    const sentence = NOT_KEPT[this.#outcome]?.[0];
    if (sentence && !said.has(this.#outcome)) this.#cell.say(sentence);
    said.add(this.#outcome);
  }

  #cancel() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** @returns {Outcome} */
  #write() {
    const { files } = this.#cell;
    if (!this.#mine && !this.#putAside()) return "full";
    this.#mine = true;
    if (!files.edited) {
      remove(this.#key);
      return "none";
    }
    const text = JSON.stringify({ files: files.texts, opened: files.opened, when: Date.now() });
    return text.length > LARGEST ? "large" : write(this.#key, text);
  }

  /** Give what is kept a key of its own, so that the reader is asked about it. Whether there was room for that. */
  #putAside() {
    const text = read(this.#key) ?? "";
    const kept = readKept(text);
    return !kept || write(keyOf(this.#cell.snippet, `${ASIDE}${kept.when}`), text) !== "full";
  }

  /** From now on the cell shows what a script has put there. */
  leave() {
    this.flush();
    this.#mine = false;
    this.#outcome = "none";
    this.#draw();
  }

  /** Take what is kept away; it can be put back. @returns {string | null} */
  take() {
    this.flush();
    const text = this.#mine ? read(this.#key) : null;
    if (this.#mine) remove(this.#key);
    this.#outcome = "none";
    this.#draw();
    return text;
  }

  /** @param {string | null} text that was taken away */
  put(text) {
    this.#cancel();
    this.#outcome = text === null ? "none" : write(this.#key, text);
    this.#draw();
  }

  // What stands in the cell's last line

  #draw() {
    const older = this.#older();
    const drawn = `${this.#outcome} ${older?.key}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    /** @type {(string | HTMLElement)[]} */
    const parts = [];
    if (older) {
      const from = inWords(older.kept.when);
      parts.push(
        older.key === this.#key || older.key.includes(`@${ASIDE}`)
          ? `You have other edits of this code${from}.`
          : `The page's code is newer than your edits${from}.`,
        action("show", "Show my edits", () => this.#show(older)),
        action("discard", "Delete them", () => this.#discard(older)),
      );
    }
    if (this.#outcome === "kept")
      parts.push(
        "Kept on this device.",
        action("delete-all", "Delete all my edits …", () => this.#askDeleteAll()),
      );
    else if (NOT_KEPT[this.#outcome]) parts.push(NOT_KEPT[this.#outcome]?.[1] ?? "");
    this.#fill(parts);
  }

  /** @param {(string | HTMLElement)[]} parts */
  #fill(parts) {
    this.#note.replaceChildren(...parts.flatMap((part) => [part, " "]));
    this.#note.hidden = !parts.length;
  }

  /** The newest edit that is not the one in the cell, and its key: one of another version, or not brought back. */
  #older() {
    return keptKeys()
      .filter((key) => snippetOf(key) === this.#cell.snippet && !(this.#mine && key === this.#key))
      .flatMap((key) => {
        const kept = readKept(read(key));
        return kept ? [{ key, kept }] : [];
      })
      .sort((a, b) => b.kept.when - a.kept.when)[0];
  }

  /** @typedef {{key: string, kept: Kept}} Older */

  /** Take an older edit into the cell as an edit of the page's newer code. @param {Older} older */
  #show({ key, kept }) {
    const { files } = this.#cell;
    const [text, before, opened, mine] = [read(key) ?? "", files.texts, files.opened, this.#mine];
    const elsewhere = key !== this.#key;
    if (elsewhere && !mine) this.#putAside();
    const taken = this.take();
    // What was in the cell until now is the other edit then.
    const aside = keyOf(this.#cell.snippet, `${ASIDE}${Date.now()}`);
    if (taken !== null) write(aside, taken);
    this.#mine = true;
    files.bar.parentElement?.querySelector(".py-cell-shared")?.remove(); // it speaks of other code
    files.restore(kept.files, kept.opened);
    this.#outcome = files.edited ? write(this.#key, text) : "none";
    if (elsewhere && this.#outcome !== "full") remove(key);
    this.#draw();
    const place = elsewhere && !key.includes(`@${ASIDE}`) ? ", in the place of the page's newer code" : "";
    this.#cell.offer(`Your edits${inWords(kept.when)}${place}.`, () => {
      this.#mine = mine;
      remove(aside);
      write(key, text);
      if (elsewhere) remove(this.#key);
      files.restore(before, opened);
      this.put(taken);
      this.#cell.say("The code is as it was.");
    });
    this.#focus("undo");
  }

  /** @param {Older} older */
  #discard({ key }) {
    const text = read(key) ?? "";
    remove(key);
    this.#draw();
    this.#cell.offer("Your older edits are deleted.", () => {
      write(key, text);
      this.#draw();
      this.#cell.say("Your older edits are kept.");
    });
    this.#focus("undo");
  }

  #askDeleteAll() {
    this.flush();
    const cells = `${countKept()} ${countKept() === 1 ? "cell" : "cells"}`;
    const question = `Delete your edits of ${cells} on this device, for good?`;
    const keep = action("keep", "Keep", () => this.#keepAll());
    const sure = action("delete", "Delete", () => {
      deleteAll();
      this.#cell.say(`Your edits of ${cells} are deleted.`);
      this.#cell.focus();
    });
    const group = document.createElement("span");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", question);
    group.append(question, " ", sure, " ", keep);
    group.addEventListener("keydown", ({ key }) => key === "Escape" && this.#keepAll());
    this.#drawn = "question";
    this.#fill([group]);
    keep.focus();
  }

  #keepAll() {
    this.#draw();
    this.#focus("delete-all");
  }

  /** The button that was clicked has gone: its place is taken by this one. @param {string} action */
  #focus(action) {
    const line = /** @type {HTMLElement} */ (this.#note.parentElement);
    /** @type {HTMLElement | null} */ (line.querySelector(`[data-action=${action}]`))?.focus();
  }

  /** All edits are deleted: nothing of this cell's is left either. */
  forget() {
    this.#cancel();
    this.#mine = true;
    this.#outcome = "none";
    this.#cell.goBack();
    this.#cell.files.closeEditors();
    this.#draw();
  }
}

/** @param {string} name @param {string} label @param {() => void} act */
function action(name, label, act) {
  const element = button(name, label);
  element.addEventListener("click", act);
  return element;
}

/** How many cells of the site have an edit on this device. */
const countKept = () => new Set(keptKeys().map(snippetOf)).size;

/** Delete every edit on this device, in this tab and in others. */
function deleteAll() {
  keptKeys().forEach(remove);
  for (const keeper of keepers) keeper.forget();
  write(DELETED, String(Date.now()));
  remove(DELETED);
}

/** The edit of an entry; null for anything else. @param {string | null} text @returns {Kept | null} */
export function readKept(text) {
  try {
    const { files, opened, when } = JSON.parse(text ?? "");
    // Whatever leads nowhere else is good: it was a name for the page that the edit was made on.
    const names = Object.keys(files).filter((name) => !whyNoPath(name));
    const date = Number.isFinite(new Date(when).getTime()) ? Number(when) : 0;
    return { files: takeFiles(files, names), opened: String(opened), when: date };
  } catch {
    return null;
  }
}

/** Another text for other files (cyrb53: short, and no secret). @param {Record<string, string>} files */
export function versionOf(files) {
  const text = JSON.stringify(Object.entries(files));
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/** When an edit was made, as it goes on after "your edits". @param {number} when @param {Date} [now] */
export function inWords(when, now = new Date()) {
  if (!when) return "";
  const date = new Date(when);
  if (date.toDateString() === now.toDateString())
    return ` from ${date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { day: "numeric", month: "long" };
  if (date.getFullYear() !== now.getFullYear()) parts.year = "numeric";
  return ` from ${date.toLocaleDateString("en-GB", parts)}`;
}

const flushAll = () => keepers.forEach((keeper) => keeper.flush());
for (const type of ["pagehide", "visibilitychange"]) globalThis.addEventListener?.(type, flushAll);
globalThis.addEventListener?.("storage", ({ key, newValue }) => {
  if (key === DELETED && newValue) keepers.forEach((keeper) => keeper.forget());
});
