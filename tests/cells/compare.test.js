// Does what was printed hold to what the page says? The same rows as the Python side answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { difference, holds, readKind } from "../../docs/assets/cells/compare.js";

/** @typedef {{documented: string, varies: {shown: string, is: string}[], printed: string, holds: boolean}} Row */

/**
 * A documented output as the page has it: each value that varies is a segment of its own.
 * @param {Row} row
 * @returns {{text: string, is?: string}[]}
 */
function segmentsOf({ documented, varies }) {
  const places = varies
    .map(({ shown, is }) => ({ shown, is, start: documented.indexOf(shown) }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start);
  const segments = [];
  let end = 0;
  for (const { shown, is, start } of places) {
    if (start > end) segments.push({ text: documented.slice(end, start) });
    segments.push({ text: shown, is });
    end = start + shown.length;
  }
  return [...segments, { text: documented.slice(end) }];
}

const table = new URL("../comparison.json", import.meta.url);
/** @type {Row[]} */
const rows = JSON.parse(readFileSync(table, "utf8"));

test("there are rows that both sides answer", () => {
  assert.ok(rows.some((row) => row.holds) && rows.some((row) => !row.holds));
});

for (const row of rows) {
  const varies = row.varies.map(({ is }) => ` (${is})`).join("");
  test(`${JSON.stringify(row.documented)}${varies}: ${JSON.stringify(row.printed)} ${row.holds ? "holds" : "does not hold"}`, () => {
    assert.equal(holds(row.printed, segmentsOf(row)), row.holds);
  });
}

test("nothing is stripped", () => {
  assert.ok(holds("a\n", [{ text: "a\n" }]));
  assert.ok(!holds("a", [{ text: "a\n" }]));
  assert.ok(!holds("a\n\n", [{ text: "a\n" }]));
});

test("signs that mean something in patterns are signs", () => {
  const text = "[1-2] (x|y) a.b* $5 ^\\d+ {3}?\n";
  assert.ok(holds(text, [{ text }]));
  assert.ok(!holds(text.replace("a.b", "axb"), [{ text }]));
});

for (const [is, yes, no] of /** @type {[string, string[], string[]][]} */ ([
  ["int 1..100", ["1", "57", "100"], ["0", "101", "-5"]],
  ["int -5..5", ["-5", "0", "5"], ["-6", "6"]],
  ["float 0..1", ["0", "0.5", "1.0", "1e-05"], ["1.1", "-0.1"]],
  ["one of heads | tails", ["heads", "tails"], ["head", "", "heads | tails"]],
])) {
  test(`${is} accepts ${yes.join(", ")} and not ${no.join(", ")}`, () => {
    const { accepts } = readKind(is);
    for (const value of yes) assert.ok(accepts(value), value);
    for (const value of no) assert.ok(!accepts(value), value);
  });
}

for (const is of ["", "int", "regex .*", "toString", "int 1-6", "one of"]) {
  test(`${JSON.stringify(is)} is no kind of value`, () => assert.throws(() => readKind(is), /unknown kind/));
}

test("the difference leaves out what both begin and end with", () => {
  assert.deepEqual(difference("a\nb\nc\n", "a\nx\ny\nc\n"), { documented: ["b"], printed: ["x", "y"], line: 2 });
});

test("a line that is missing is a difference", () => {
  assert.deepEqual(difference("a\nb\n", "a\n"), { documented: ["b"], printed: [], line: 2 });
});

test("a line feed that is missing at the end is a difference", () => {
  const { documented, printed } = difference("a\n", "a");
  assert.notDeepEqual(documented, printed);
});

test("equal texts have no difference", () => {
  assert.deepEqual(difference("a\n", "a\n"), { documented: [], printed: [], line: 3 });
});
