// A cell's files as a download.
import assert from "node:assert/strict";
import test from "node:test";

import { packed } from "../../docs/assets/cells/save.js";

test("one file is saved as it is", async () => {
  const { name, content } = packed("hello", { "main.py": "print('é')\r\n" });
  assert.equal(name, "main.py");
  assert.equal(await content.text(), "print('é')\r\n");
});

test("a file in a folder is saved with its folder", () => {
  assert.equal(packed("hello", { "shop/__main__.py": "" }).name, "hello.zip");
});

test("the same files make the same archive", async () => {
  const bytes = async () =>
    new Uint8Array(await packed("a", { "main.py": "1", "données/é.txt": "2" }).content.arrayBuffer());
  assert.deepEqual(await bytes(), await bytes());
});
