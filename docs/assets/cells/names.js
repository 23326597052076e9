// Names for a reader's files: such that Python can import them and every system can hold them.

const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const LONGEST = 100;

/** As it is kept: composed letters (NFC), as Python compares names, and no space around it. @param {string} name */
export const normalName = (name) => name.trim().normalize("NFC");

/**
 * Why a file cannot have this name, in a sentence; null if it can.
 * @param {string} name already normal
 * @param {string[]} taken names that other files of the cell have
 */
export function whyNot(name, taken = []) {
  if (!name) return "A file needs a name, such as tools.py.";
  if (name.length > LONGEST) return `A name may have ${LONGEST} characters at most.`;
  if (name.startsWith("/") || name.includes("\\"))
    return "Write the path from the program's own folder, with /, such as shop/cart.py.";
  const parts = name.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "A path goes down from the program's own folder: no empty part, no . and no .. in it.";
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f<>:"|?*]/.test(name)) return 'A name cannot hold control characters or any of < > : " | ? *';
  const same = taken.find((other) => other.toLowerCase() === name.toLowerCase());
  if (same) return `There is a ${same} already.`;
  const inTheWay = taken.find((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`));
  if (inTheWay) return `${inTheWay} is in the way: a name is a file's or a folder's, not both.`;
  return name.endsWith(".py") ? whyNoModule(parts) : whyNoData(parts);
}

/** @param {string[]} parts */
function whyNoModule(parts) {
  const words = [...parts.slice(0, -1), /** @type {string} */ (parts.at(-1)).slice(0, -3)];
  for (const word of words) {
    if (KEYWORDS.has(word)) return `Python cannot import ${word}: it is a keyword. Try ${word}_.`;
    if (IDENTIFIER.test(word)) continue;
    const better = word.replaceAll(/[^\p{ID_Continue}]+/gu, "_").replace(/^(?=\d)/, "_");
    const hint = IDENTIFIER.test(better) ? ` Try ${better}.` : "";
    return `Python cannot import ${word || "a file without a name"}: a module's name is letters, digits and _, and does not begin with a digit.${hint}`;
  }
  return null;
}

/** @param {string[]} parts */
function whyNoData(parts) {
  const last = /** @type {string} */ (parts.at(-1));
  if (!last.includes(".")) return `Give it an ending: ${last}.py for a module, or ${last}.txt for data.`;
  if (/^\.|[. ]$/.test(last)) return "A name begins with a letter or a digit, and does not end with a point.";
  return null;
}
