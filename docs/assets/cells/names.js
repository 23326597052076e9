// Names for a reader's files, that Python can import and every system can hold. And the door for files from outside.

const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield __debug__"
  ).split(" "),
);
const IDENTIFIER = /^[\p{IDS}_][\p{IDC}]*$/u;
/** Windows opens a device in the place of a file with such a name, whatever its ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])$/i;
/** Nobody sees them, or they turn the letters around them: a name would not be what it looks like. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{DI}\u2028\u2029]|(?! )\p{Zs}/u;
/** What an emoji may have in it. */
const JOINERS = /([\p{ExtPict}\p{EMod}])[\ufe0f\u200d]+/gu;

const LONGEST = 100;
const MOST_BYTES = 255; // of a name in a folder, on most disks
const MOST_FILES = 50;
const MOST_CHARACTERS = 1_000_000;
/** Lines of all files: a browser takes seconds to lay out more. */
const MOST_LINES = 20_000;

/** As it is kept: composed letters (NFC), and no space around it. @param {string} name */
export const normalName = (name) => name.trim().normalize("NFC");

/**
 * Why a file cannot have this name, in a sentence; null if it can.
 * @param {string} name already normal
 * @param {string[]} taken names that other files of the cell have
 * @param {string[]} own names that are good because the page has them
 * @returns {string | null}
 */
export function whyNot(name, taken = [], own = []) {
  if (taken.length >= MOST_FILES) return `A cell has room for ${MOST_FILES} files.`;
  if (own.includes(name)) return whyTaken(name, taken);
  return whyNoPath(name) ?? whyNoDisk(name) ?? whyTaken(name, taken) ?? whyNoUse(name);
}

/** Where a path would lead out of the program's folder, or nowhere. @param {string} name */
export function whyNoPath(name) {
  if (!name) return "A file needs a name, such as tools.py.";
  if (name.length > LONGEST) return `A name may have ${LONGEST} characters at most.`;
  if (name.startsWith("/") || name.includes("\\"))
    return "Write the path from the program's own folder, with /, such as shop/cart.py.";
  if (name.split("/").some((part) => ["", ".", ".."].includes(part)))
    return "A path goes down from the program's own folder: no empty part, no . and no .. in it.";
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return "A name cannot hold control characters.";
  return null;
}

/** What some systems take for one name. @param {string} name */
const folded = (name) =>
  name
    .normalize("NFKC")
    .replace(/\p{DI}/gu, "")
    .toUpperCase()
    .toLowerCase();

/** The folders on the way to a file. @param {string} name */
const foldersOf = (name) => name.split("/").map((_, index, parts) => parts.slice(0, index).join("/"));

/** @param {string} name @param {string[]} taken */
function whyTaken(name, taken) {
  const own = folded(name);
  for (const other of taken) {
    const theirs = folded(other);
    if (theirs === own) return `There is a ${other} already.`;
    if (theirs.startsWith(`${own}/`) || own.startsWith(`${theirs}/`))
      return `${other} is in the way: a name is a file's or a folder's, not both.`;
    const folders = foldersOf(name);
    const twin = foldersOf(other).find((folder) =>
      folders.some((mine) => mine !== folder && folded(mine) === folded(folder)),
    );
    if (twin) return `There is a folder ${twin} already: write it as ${other} has it.`;
  }
  return null;
}

/** @param {string} name */
function whyNoDisk(name) {
  if (/[<>:"|?*]/.test(name)) return 'A name cannot hold any of < > : " | ? *';
  const unseen = UNSEEN.exec(name.replace(JOINERS, "$1"))?.[0];
  if (unseen)
    return `There is a character in the name that cannot be seen (U+${unseen.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}): take it out.`;
  for (const part of name.split("/")) {
    const bytes = new TextEncoder().encode(part).length;
    if (bytes > MOST_BYTES)
      return `A name may have ${MOST_BYTES} bytes at most, and these letters make ${bytes}: take fewer.`;
    const stem = part.split(".")[0].trim();
    if (DEVICE.test(stem)) return `Windows keeps the name ${stem} for itself: take another one.`;
    if (part === "__pycache__") return "Python keeps files of its own in __pycache__: take another name.";
  }
  return null;
}

/** @param {string} name */
function whyNoUse(name) {
  if (name.endsWith(".py")) return whyNoModule(name.slice(0, -3).split("/"));
  if (/\.py$/i.test(name)) return `Write the ending in small letters, .py: Python looks for no other.`;
  return whyNoData(name);
}

/** @param {string[]} words */
function whyNoModule(words) {
  for (const word of words) {
    const read = word.normalize("NFKC"); // as Python reads any name in code
    const hint = /** @returns {string} */ (/** @type {string} */ better) => {
      const longer = words.map((other) => (other === word ? better : other)).join("/");
      return /[^_]/.test(better) && !whyNoPath(`${longer}.py`) && !whyNot(`${better}.py`) ? ` Try ${better}.` : "";
    };
    if (KEYWORDS.has(word)) return `Python cannot import ${word}: it is a keyword.${hint(word.replace(/_*$/, "_"))}`;
    if (!IDENTIFIER.test(word)) {
      const better = read.replaceAll(/[^\p{IDC}]+/gu, "_").replace(/^(?![\p{IDS}_])/u, "_");
      return `Python cannot import ${word || "a file without a name"}: a module's name is letters, digits and _, and does not begin with a digit.${hint(better)}`;
    }
    if (read !== word) return `Python cannot import ${word}: in code it reads ${read}.${hint(read)}`;
  }
  return null;
}

/** @param {string} name */
function whyNoData(name) {
  const parts = name.split("/");
  const last = /** @type {string} */ (parts.at(-1));
  if (parts.some((part) => /^[. ]|[. ]$/.test(part)))
    return "A name begins with a letter or a digit, and does not end with a point or a space.";
  if (last.includes(".")) return null;
  const [module, data] = [".py", ".txt"].map((ending) => !whyNot(name + ending) && last + ending);
  if (module && data) return `Give it an ending: ${module} for a module, or ${data} for data.`;
  return `Give it an ending, such as ${data || ".txt"}.`;
}

/**
 * Files from outside as a cell can hold them: with normal names, and texts that can be written into a file.
 * Throws a TypeError or a RangeError that names the file and the reason.
 * @param {unknown} given
 * @param {string[]} own names that are good because the page has them
 * @param {string[][]} starts for each command, the files of which it starts one
 * @returns {Record<string, string>}
 */
export function takeFiles(given, own, starts = []) {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new TypeError('files: give a plain object from path to text, such as {"main.py": "print(1)"}.');
  const entries = Object.entries(given);
  if (!entries.length || entries.length > MOST_FILES)
    throw new RangeError(`files: a cell has 1 to ${MOST_FILES} files, and these are ${entries.length}.`);
  /** @type {[string, string][]} */
  const taken = [];
  let room = MOST_CHARACTERS;
  let lines = MOST_LINES;
  for (const [raw, text] of entries) {
    const called = `files: ${JSON.stringify(raw.slice(0, LONGEST))}`;
    if (typeof text !== "string") throw new TypeError(`${called}: its text is not a string.`);
    const name = own.includes(raw) ? raw : normalName(raw);
    const others = taken.map(([other]) => other);
    const reason = whyNot(name, others, own);
    if (reason) throw new RangeError(`${called}: ${reason}`);
    if ((room -= text.length) < 0)
      throw new RangeError(`${called}: with it the files have more than ${MOST_CHARACTERS} characters.`);
    if ((lines -= text.split("\n").length - 1) < 0)
      throw new RangeError(`${called}: with it the files have more than ${MOST_LINES} lines.`);
    // Half a character, which no file can hold, becomes what any program that saves it would write.
    taken.push([name, text.replace(/\p{Cs}/gu, "\ufffd")]);
  }
  for (const some of starts)
    if (!taken.some(([name]) => some.includes(name)))
      throw new RangeError(`files: a command of this cell starts ${some.join(" or ")}, and it is not among them.`);
  return Object.fromEntries(taken);
}
