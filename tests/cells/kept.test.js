// What is kept of an edit: how it is named, what of it is believed, and when it was made. The storage itself is tried in a
// browser: tests/web/test_kept.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, readKept, versionOf } from "../../docs/assets/cells/keeper.js";
import { keptKeys, keyOf, read, remove, snippetOf, write } from "../../docs/assets/cells/kept.js";

test("another text, name or place of a file is another version", () => {
  const files = { "main.py": "print(1)\n", "a.py": "x = 1\n" };
  const others = [
    {},
    { "main.py": "print(1)\n" },
    { "main.py": "print(2)\n", "a.py": "x = 1\n" },
    { "main.py": "print(1)\n", "b.py": "x = 1\n" },
    { "main.py": "print(1)\nx", "a.py": " = 1\n" },
    { "main.py": "print(1)", "a.py": "x = 1\n" },
  ];
  const versions = [files, ...others].map(versionOf);
  assert.equal(new Set(versions).size, versions.length);
  assert.equal(versionOf({ ...files }), versions[0]);
  for (const version of versions) assert.match(version, /^[0-9a-z]{1,11}$/);
});

test("the version of files stays the same for ever: kept edits hang on it", () => {
  assert.equal(versionOf({ "main.py": "print('grüße')\n" }), "lolknvdohe");
});

test("an entry belongs to a snippet of this site, or to nobody", () => {
  const key = keyOf("import/import-math", "1abc");
  const start = key.slice(0, key.indexOf("import/import-math"));
  assert.match(start, /^importable:edit:\/.*\/$/);
  assert.equal(snippetOf(key), "import/import-math");
  assert.equal(snippetOf(`${start}import/a@aside-12`), "import/a");
  for (const other of ["", "importable:edit:", `${start}x`, `${start}below/import/a@1`, "/.__palette", `x${key}`])
    assert.equal(snippetOf(other), undefined, other);
});

test("without a storage nothing throws, and the answer is that it is denied", () => {
  const held = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("denied");
    },
  });
  try {
    assert.deepEqual([keptKeys(), read("x"), remove("x"), write("x", "y")], [[], null, undefined, "denied"]);
  } finally {
    if (held) Object.defineProperty(globalThis, "localStorage", held);
  }
});

const KEPT = { files: { "main.py": "x = 1\n", "my-module.py": "" }, opened: "main.py", when: 1795000000000 };

test("what was written is read", () => assert.deepEqual(readKept(JSON.stringify(KEPT)), KEPT));

test("half a character of a text is mended, and a name stays as it was", () => {
  const kept = readKept('{"files": {"cafe\\u0301.py": "\\ud800"}, "opened": "x", "when": 1}');
  assert.deepEqual(kept?.files, { "cafe\u0301.py": "\ufffd" });
});

for (const when of [undefined, null, "yesterday", {}, 1e300, -1e300]) {
  test(`a date that is ${when} is not known`, () => {
    assert.equal(readKept(JSON.stringify({ ...KEPT, when }))?.when, 0);
  });
}

for (const text of [
  null,
  "",
  "x",
  "null",
  "1",
  "[]",
  "{}",
  '{"files": null}',
  '{"files": "main.py"}',
  '{"files": {}}',
  '{"files": [""]}',
  '{"files": {"main.py": 1}}',
  '{"files": {"../main.py": ""}}',
  '{"files": {"/main.py": ""}}',
  '{"files": {"a\\u0000.py": ""}}',
  '{"files": {"a": "", "A": ""}}',
  '{"files": {"__proto__": {"a.py": ""}}}',
]) {
  test(`${text} is no edit`, () => assert.equal(readKept(text), null));
}

test("when an edit was made is said as people say it", () => {
  const now = new Date(2026, 10, 21, 15, 5);
  assert.equal(inWords(new Date(2026, 10, 21, 9, 3).getTime(), now), " from 09:03");
  assert.equal(inWords(new Date(2026, 10, 20, 23, 59).getTime(), now), " from 20 November");
  assert.equal(inWords(new Date(2025, 10, 21, 9, 3).getTime(), now), " from 21 November 2025");
  assert.equal(inWords(0, now), "");
});
