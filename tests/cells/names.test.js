// Names for a reader's files: which are taken, which are refused, and that the reason helps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { normalName, whyNot } from "../../docs/assets/cells/names.js";

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
])) {
  test(`${JSON.stringify(name)} is refused`, () => assert.match(whyNot(name) ?? "taken", reason));
}

test("a name that another file has is refused, in any case of letters", () => {
  assert.match(whyNot("Tools.py", ["tools.py"]) ?? "", /tools\.py already/);
});

test("a name that is a folder already is refused", () => {
  assert.match(whyNot("shop.py/x.py", ["shop.py"]) ?? "", /in the way/);
  assert.match(whyNot("a.b", ["a.b/c.py"]) ?? "", /in the way/);
});

test("a name is kept composed, without space around it", () => {
  assert.equal(normalName("  cafe\u0301.py\n"), "caf\u00e9.py");
});
