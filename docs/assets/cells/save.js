// A cell's files as a download: one file as it is, several as a zip with their folder.
import { strToU8, zipSync } from "../vendor/fflate.js";

/** The first date that a zip can hold: the same files make the same archive. */
const DATE = "1980-01-01T00:00:00";

/**
 * What is to be saved, and under which name. The command that the cell shows runs it: where it lies, or, after unpacking,
 * in its folder.
 * @param {string} id the cell's, and the folder's name
 * @param {Record<string, string>} files
 * @returns {{name: string, content: Blob}}
 */
export function packed(id, files) {
  const names = Object.keys(files);
  if (names.length === 1 && !names[0].includes("/"))
    return { name: names[0], content: new Blob([files[names[0]]], { type: "text/plain" }) };
  const inFolder = Object.entries(files).map(([name, text]) => [`${id}/${name}`, strToU8(text)]);
  const archive = zipSync(Object.fromEntries(inFolder), { mtime: DATE });
  return { name: `${id}.zip`, content: new Blob([archive], { type: "application/zip" }) };
}

/** Let the browser save it. @param {{name: string, content: Blob}} what */
export function save({ name, content }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Not at once: some browsers fetch it a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
