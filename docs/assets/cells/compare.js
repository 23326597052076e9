// Does what was printed hold to what the page says? The same answers as scripts/importable/comparison.py gives,
// to the same rows: tests/comparison.json.

/** @typedef {{text: string, is?: string}} Segment fixed text, or (with `is`) a value that varies */

const NUMBER = "-?\\d+(?:\\.\\d+)?";
const FORM = new RegExp(`^(int|float) (${NUMBER})\\.\\.(${NUMBER})$`);
/** @type {Record<string, string>} */
const PATTERNS = {
  int: "-?\\d+",
  float: "-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?",
  date: "\\d{4}-\\d{2}-\\d{2}",
  time: "\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?",
};

const escape = (/** @type {string} */ text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/**
 * How a value of this kind looks, and whether one is in its bounds.
 * @param {string} is such as `int 1..100`
 * @returns {{pattern: string, accepts: (value: string) => boolean}}
 */
export function readKind(is) {
  const range = FORM.exec(is);
  if (range) {
    const [low, high] = [Number(range[2]), Number(range[3])];
    return { pattern: PATTERNS[range[1]], accepts: (value) => low <= Number(value) && Number(value) <= high };
  }
  if (is.startsWith("one of ")) {
    const choices = is
      .slice(7)
      .split("|")
      .map((choice) => choice.replace(/^ +| +$/g, ""));
    const longestFirst = choices.toSorted((a, b) => b.length - a.length);
    return { pattern: longestFirst.map(escape).join("|"), accepts: (value) => choices.includes(value) };
  }
  if (is !== "date" && is !== "time") throw new Error(`unknown kind of value: ${is}`);
  return { pattern: PATTERNS[is], accepts: () => true };
}

/**
 * @param {string} printed
 * @param {Segment[]} segments what the page says
 */
export function holds(printed, segments) {
  const kinds = segments.flatMap((segment) => (segment.is === undefined ? [] : [readKind(segment.is)]));
  const left = [...kinds];
  const pattern = segments
    .map((segment) => (segment.is === undefined ? escape(segment.text) : `(${left.shift()?.pattern})`))
    .join("");
  const match = new RegExp(`^(?:${pattern})$`, "s").exec(printed);
  return match !== null && kinds.every((kind, index) => kind.accepts(match[index + 1]));
}

/**
 * Where two texts differ, line by line: what both begin and end with is left out.
 * @param {string} documented
 * @param {string} printed
 * @returns {{documented: string[], printed: string[], line: number}} `line` from 1
 */
export function difference(documented, printed) {
  const [old, now] = [documented.split("\n"), printed.split("\n")];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return {
    documented: old.slice(start, old.length - end),
    printed: now.slice(start, now.length - end),
    line: start + 1,
  };
}
