// Opens the code that an address brings: fills the cell, says where the code came from and what it changes. It never runs
// it, and what the reader has kept stays kept. Loaded where an address holds code.
import { structuredPatch } from "../vendor/diff.js";
import { decode, FragmentError } from "./fragment.js";
import { button } from "./icons.js";
import { addStyles } from "./panels.js";

/** Lines of a difference that are shown: who wants more looks at the files themselves. */
const MOST_LINES = 400;
/** For finding a difference, in milliseconds: two long texts that have nothing in common take for ever. */
const LONGEST = 300;

const FROM_LINK =
  "This code came with the link that you opened, and is not the page's. It runs only when you press Run; until then, what is printed below is not from it.";
const SAME = "The link that you opened has the page's own code.";

/** @typedef {HTMLElement & {files: Record<string, string>, reset(): void, stop(): void}} Cell */

/** @param {string} hash `location.hash` @param {Cell} cell @param {import("./files.js").Files} files */
export async function openShared(hash, cell, files) {
  const notice = document.createElement("div");
  const said = document.createElement("p");
  notice.className = "py-cell-shared";
  said.setAttribute("role", "status");
  notice.append(said);
  const before = files.edited ? files.texts : null;
  try {
    const shared = await decode(hash);
    if (!shared || hash !== location.hash) return; // the reader has gone on while it was unpacked
    cell.files = shared.files;
    cell.stop(); // a run of other code
    said.textContent = files.edited ? FROM_LINK : SAME;
    if (files.edited) notice.append(back(cell), ...was(cell, before), changes(files.originals, files.texts));
  } catch (error) {
    said.textContent = whyNot(error);
  }
  cell.querySelector(".py-cell-shared")?.remove();
  files.bar.before(notice);
  const texts = JSON.stringify(files.texts);
  cell.addEventListener("py-cell-change", () => {
    // The page's own again: there is nothing to say of a link. The link's again, by Undo: there is.
    if (!files.edited) notice.remove();
    else if (!cell.querySelector(".py-cell-shared") && JSON.stringify(files.texts) === texts) files.bar.before(notice);
  });
  await addStyles(notice);
  // In a frame, the page around it would be scrolled, too.
  if (self === top) cell.scrollIntoView();
}

/** @param {unknown} error */
function whyNot(error) {
  if (error instanceof FragmentError) return error.message;
  // From `takeFiles`, which speaks to authors of scripts.
  if (error instanceof TypeError || error instanceof RangeError)
    return `The code in this link cannot be shown here. ${error.message.replace(/^files: /, "")}`;
  throw error;
}

/** @param {Cell} cell */
function back(cell) {
  const element = button("original", "Show the page's code");
  element.addEventListener("click", () => cell.reset());
  return element;
}

/** Edits that no browser keeps must not be lost either. @param {Cell} cell @param {Record<string, string> | null} texts */
function was(cell, texts) {
  if (!texts) return [];
  const element = button("before", "Show what was here");
  element.addEventListener("click", () => {
    cell.querySelector(".py-cell-shared")?.remove();
    cell.files = texts;
  });
  return [element];
}

/** @param {Record<string, string>} before @param {Record<string, string>} after */
function changes(before, after) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "What it changes";
  details.append(summary);
  // Only for who wants to see it.
  details.addEventListener("toggle", () => details.append(...differences(before, after)), { once: true });
  return details;
}

/**
 * Per file, what is new, gone or another.
 * @param {Record<string, string>} before
 * @param {Record<string, string>} after
 */
function differences(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .flatMap((name) => {
      const head = document.createElement("p");
      const how = name in before ? (name in after ? "" : " is not there any more.") : " is new.";
      const code = document.createElement("code");
      code.textContent = name;
      head.append(code, how);
      return [head, patch(before[name] ?? "", after[name] ?? "")];
    });
}

/** @param {string} before @param {string} after */
function patch(before, after) {
  const box = document.createElement("pre");
  box.tabIndex = 0;
  const found = structuredPatch("", "", before, after, "", "", { context: 2, timeout: LONGEST });
  if (!found) {
    box.textContent = "Too much is another to be shown line by line.";
    return box;
  }
  const lines = found.hunks.flatMap((hunk, index) => [...(index ? [" ⋮"] : []), ...hunk.lines]);
  for (const line of lines.slice(0, MOST_LINES)) box.append(lineOf(line));
  if (lines.length > MOST_LINES) box.append(`… and ${lines.length - MOST_LINES} lines more`);
  return box;
}

/** @param {string} line as a patch has it, with its sign */
function lineOf(line) {
  const kind = { "+": "ins", "-": "del" }[line[0]] ?? "span";
  const element = document.createElement(kind);
  element.textContent = line.startsWith("\\") ? "  (no line feed at the end)" : `${line[0]} ${line.slice(1)}`;
  return element;
}
