// Names for a reader's files: which are taken, which are refused, and that the reason helps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { normalName, takeFiles, whyNoPath, whyNot } from "../../docs/assets/cells/names.js";

for (const name of [
  "tools.py",
  "_x.py",
  "a1.py",
  "shop/cart.py",
  "shop/__init__.py",
  "a/b/c.py",
  "café.py",
  "数据.py",
  "match.py",
  "type.py",
  "data.txt",
  "notes & more.txt",
  "data.tar.gz",
  "my-data.csv",
  "folder/data.json",
  "random.py",
  "__main__.py",
  "_.py",
  "console.py",
  "contents.txt",
  "lpt.txt",
  "com10.txt",
  "a-file with spaces.txt",
  "🐍.txt",
  "❤️.txt",
  "👩🏽‍💻.txt",
  `${"数".repeat(83)}.txt`,
  "my-folder/data.csv",
  "مرحبا.py",
]) {
  test(`${name} is a name`, () => assert.equal(whyNot(name), null));
}

for (const [name, reason] of /** @type {[string, RegExp][]} */ ([
  ["", /needs a name/],
  [`${"x".repeat(98)}.py`, /100 characters/],
  ["/main.py", /own folder/],
  ["a\\b.py", /with \//],
  ["a//b.py", /no empty part/],
  ["./a.py", /no \. and no \.\./],
  ["a/../b.py", /no \. and no \.\./],
  ["a/", /no empty part/],
  ["a\u0000.py", /control/],
  ["what?.txt", /\?/],
  ["a:b.txt", /:/],
  ["class.py", /keyword.*Try class_/],
  ["None.py", /keyword/],
  ["import/tools.py", /import: it is a keyword/],
  ["my-module.py", /Try my_module/],
  ["my module.py", /Try my_module/],
  ["2fast.py", /begin with a digit.*Try _2fast/],
  [".py", /without a name/],
  ["a.b.py", /Try a_b/],
  ["my-shop/cart.py", /Try my_shop/],
  ["tools", /tools\.py for a module/],
  [".hidden", /begins with a letter/],
  ["data.", /does not end with a point/],
  ["a./b.txt", /does not end with a point/],
  ["a /b.txt", /or a space/],
  ["a/ b.txt", /begins with a letter/],
  [".git/config.txt", /begins with a letter/],
  ["a\n.txt", /control/],
  ["a\u0085.txt", /control/],
  ["con.py", /Windows keeps the name con /],
  ["CON.txt", /Windows keeps the name CON /],
  ["nul.tar.gz", /Windows keeps the name nul /],
  ["aux/x.txt", /Windows keeps the name aux /],
  ["com1.py", /Windows keeps/],
  ["lpt³.txt", /Windows keeps/],
  ["con .txt", /Windows keeps/],
  ["conin$.txt", /Windows keeps/],
  ["__pycache__/x.py", /Python keeps files of its own/],
  ["tools.PY", /small letters/],
  ["ﬁle.py", /in code it reads file\. Try file\./],
  ["ｔools.py", /Try tools\./],
  ["ทำ.py", /in code it reads/],
  ["ｃlass.py", /in code it reads class\.$/],
  ["__debug__.py", /keyword/],
  ["🐍.py", /letters, digits and _, and does not begin with a digit\.$/],
  ["gpj.\u202etxt", /cannot be seen \(U\+202E\)/],
  ["to\u200bols.py", /cannot be seen \(U\+200B\)/],
  ["to\u00adols.txt", /cannot be seen \(U\+00AD\)/],
  ["a\u00a0b.txt", /cannot be seen \(U\+00A0\)/],
  ["a\ufe0f.txt", /cannot be seen \(U\+FE0F\)/],
  ["a\u3164.txt", /cannot be seen \(U\+3164\)/],
  ["a\ud800.txt", /cannot be seen \(U\+D800\)/],
  [`${"数".repeat(90)}.txt`, /255 bytes at most, and these letters make 274/],
  ["class", /such as class\.txt\.$/],
  ["my-tools", /such as my-tools\.txt\.$/],
])) {
  test(`${JSON.stringify(name)} is refused`, () => assert.match(whyNot(name) ?? "taken", reason));
}

test("a name that another file has is refused, in any case of letters", () => {
  assert.match(whyNot("Tools.py", ["tools.py"]) ?? "", /tools\.py already/);
});

test("a name that some systems take for another file's is refused", () => {
  assert.match(whyNot("STRASSE.txt", ["straße.txt"]) ?? "", /straße\.txt already/);
  assert.match(whyNot("❤.txt", ["❤️.txt"]) ?? "", /already/);
  assert.match(whyNot("Shop/b.py", ["shop/a.py"]) ?? "", /a folder shop already: write it as shop\/a\.py has it/);
  assert.match(whyNot("Data.txt/b.txt", ["data.txt"]) ?? "", /in the way/);
  assert.equal(whyNot("shop.py", ["shop/__init__.py"]), null);
  assert.equal(whyNot("shop/b.py", ["shop/a.py"]), null);
});

test("a name that the page has is good, and still nobody else's", () => {
  assert.equal(whyNot("my-module.py", [], ["my-module.py"]), null);
  assert.match(whyNot("my-module.py", ["My-Module.py"], ["my-module.py"]) ?? "", /already/);
  assert.match(whyNot("my-other.py", [], ["my-module.py"]) ?? "", /Try my_other/);
});

test("a cell has room for fifty files", () => {
  const taken = Array.from({ length: 49 }, (_, n) => `m${n}.py`);
  assert.equal(whyNot("tools.py", taken), null);
  assert.match(whyNot("tools.py", [...taken, "last.py"]) ?? "", /room for 50/);
});

test("where a path leads is known of any name", () => {
  for (const name of ["my-module.py", "con.py", ".hidden", "dotless", "a?.txt"]) assert.equal(whyNoPath(name), null);
  for (const name of ["", "/a", "..", "a/../b", "a\\b", "a\u0000b", "x".repeat(101)]) assert.ok(whyNoPath(name), name);
});

test("a name that is a folder already is refused", () => {
  assert.match(whyNot("shop.py/x.py", ["shop.py"]) ?? "", /in the way/);
  assert.match(whyNot("a.b", ["a.b/c.py"]) ?? "", /in the way/);
});

test("a name is kept composed, without space around it", () => {
  assert.equal(normalName("  cafe\u0301.py\n"), "caf\u00e9.py");
});

// ── letter by letter, with the Python that the page has ───────────────────────────────────────────────────

test("every letter that a module's name may have is one for Python, and none is missed", async () => {
  const folder = new URL("../../node_modules/pyodide/", import.meta.url);
  const { loadPyodide } = await import(new URL("pyodide.mjs", folder).href);
  const pyodide = await loadPyodide({ indexURL: fileURLToPath(folder) });
  const taken = [];
  for (let code = 1; code < 0x110000; code++) {
    if (/[\p{Cs}\p{Cn}\p{Co}]/u.test(String.fromCodePoint(code))) continue;
    for (const start of ["", "a"]) {
      const name = `${start}${String.fromCodePoint(code)}`;
      if (name === name.normalize("NFC") && whyNot(`${name}.py`) === null) taken.push(name);
    }
  }
  pyodide.globals.set("taken", pyodide.toPy(taken));
  const [wrong, missed] = pyodide
    .runPython(
      `
import unicodedata
from keyword import iskeyword

def imported(name):
    return name.isidentifier() and not iskeyword(name) and unicodedata.normalize("NFKC", name) == name

def seen(letter):
    # Those that Python allows in a name and nobody sees.
    return unicodedata.category(letter) != "Cf" and not any(
        word in unicodedata.name(letter, "") for word in ("VARIATION SELECTOR", "FILLER", "VOWEL INHERENT", "JOINER"))

taken, letters = set(taken), [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
# A browser may know newer letters than Python does.
wrong = [name for name in taken if not imported(name) and unicodedata.category(name[-1]) != "Cn"]
missed = [start + letter for letter in letters for start in ("", "a") if imported(start + letter)
    and start + letter not in taken and seen(letter) and unicodedata.is_normalized("NFC", start + letter)]
[wrong, missed]`,
    )
    .toJs();
  assert.ok(taken.length > 250_000);
  assert.deepEqual([wrong, missed], [[], []]);
});

// ── files from outside ────────────────────────────────────────────────────────────────────────────────────

const OWN = ["main.py", "my-module.py", "LICENSE", ".pth", "notes & <more>.txt"];

test("what a page has, and what a reader can make, comes in as it is", () => {
  for (const files of [
    { "main.py": "print(1)\n" },
    Object.fromEntries(OWN.map((name) => [name, name])),
    { "pkg/__main__.py": "", "pkg/data.json": "{}", "main.py": "" },
    { "main.py": "\ufeffprint(1)\r\nx = 2\r\n\u0000\r" },
    Object.assign(Object.create(null), { "main.py": "" }),
  ])
    assert.deepEqual(takeFiles(files, OWN), { ...files });
  assert.deepEqual(Object.keys(takeFiles({ "b.py": "", "a.py": "" }, [])), ["b.py", "a.py"]);
});

test("names are made normal, and half a character becomes what can be written", () => {
  assert.deepEqual(takeFiles({ " cafe\u0301.py": "'\ud800'; '\ud83d\ude00'; '\udc00'" }, []), {
    "caf\u00e9.py": "'\ufffd'; '\ud83d\ude00'; '\ufffd'",
  });
});

for (const [what, files, kind, reason] of /** @type {[string, unknown, Function, RegExp][]} */ ([
  ["nothing", undefined, TypeError, /plain object/],
  ["null", null, TypeError, /plain object/],
  ["a text", "print(1)", TypeError, /plain object/],
  ["a list", ["print(1)"], TypeError, /plain object/],
  ["a map", new Map([["main.py", ""]]), RangeError, /1 to 50 files, and these are 0/],
  ["no file", {}, RangeError, /1 to 50 files, and these are 0/],
  ["a file that is a number", { "main.py": 1 }, TypeError, /"main\.py": its text is not a string/],
  ["a file that is nothing", { "main.py": "", "a.py": null }, TypeError, /"a\.py": its text/],
  ["a way up", { "main.py": "", "../a.py": "" }, RangeError, /"\.\.\/a\.py": A path goes down/],
  ["a way from the root", { "/home/a.py": "" }, RangeError, /own folder/],
  ["NUL", { "a\u0000.py": "" }, RangeError, /"a\\u0000\.py": A name cannot hold control/],
  ["a name too long", { [`${"x".repeat(5000)}.py`]: "" }, RangeError, /^.{0,200}100 characters at most\.$/],
  [
    "a name that cannot be imported",
    { "my-other.py": "" },
    RangeError,
    /"my-other\.py": Python cannot import .* Try my_other/,
  ],
  ["twins", { "a.py": "", "A.py": "" }, RangeError, /"A\.py": There is a a\.py already/],
  ["twins once they are normal", { "caf\u00e9.py": "", "cafe\u0301.py": "" }, RangeError, /already/],
  ["a file in a file", { "a.txt/b.txt": "", "a.txt": "" }, RangeError, /in the way/],
  ["fifty-one files", Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`m${n}.py`, ""])), RangeError, /are 51/],
  [
    "too much",
    { "main.py": "x".repeat(600_000), "b.py": "x".repeat(400_001) },
    RangeError,
    /"b\.py".*1000000 characters/,
  ],
  ["no file to start", { "a.py": "" }, RangeError, /starts main\.py, and it is not among/],
])) {
  test(`${what} is refused`, () => {
    assert.throws(
      () => takeFiles(files, OWN, [["main.py"]]),
      (/** @type {Error} */ error) => error instanceof kind && reason.test(error.message),
    );
  });
}

test("a command may start one of two files", () => {
  const starts = [["shop.py", "shop/__main__.py"]];
  assert.ok(takeFiles({ "shop/__main__.py": "" }, [], starts));
  assert.throws(() => takeFiles({ "main.py": "" }, [], starts), /starts shop\.py or shop\/__main__\.py/);
});

test("what is looked at once is what is taken", () => {
  let times = 0;
  const files = {
    get "main.py"() {
      return times++ ? 1 : "once";
    },
  };
  assert.deepEqual(takeFiles(files, []), { "main.py": "once" });
});
