// Edited cells in addresses: what goes in comes out, addresses of every version are read for ever, and what is broken or
// hostile ends in one sentence.
import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";

import { decode, encode, FragmentError } from "../../docs/assets/cells/fragment.js";

const SITE = "https://importable.example.org/from-import/#";

/** @param {unknown} content @param {import("node:zlib").ZlibOptions} [options] */
const made = (content, options) =>
  deflateSync(typeof content === "string" ? content : JSON.stringify(content), options).toString("base64url");
const [GOOD] = [made([["main.py", "print(1)\n"]])];

const FILES = {
  "one file": { "main.py": "print(1)\n" },
  "files in folders, in their order": { "z.py": "", "shop/cart.py": "x = 1\n", "a.txt": "a" },
  "other letters": { "main.py": "print('é 日本 🐍')\n", "données/é.txt": "\r\n\t\0" },
  "half a character": { "main.py": "'\ud800'" },
  "names that JavaScript knows": JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c"}'),
  "nothing in it": { "main.py": "" },
  "much of the same": { "main.py": "x = 1\n".repeat(100_000) },
};

for (const [name, files] of Object.entries(FILES))
  test(`there and back: ${name}`, async () => {
    const fragment = await encode("star-hides-pow", files);
    assert.match(fragment, /^[\w=~-]+$/);
    const read = await decode(`#${fragment}`);
    assert.deepEqual(Object.entries(read?.files ?? {}), Object.entries(files));
    assert.equal(read?.id, "star-hides-pow");
  });

test("a program of five lines makes an address of less than 400 characters", async () => {
  const code =
    'import prices\n\nfor name in ("apple", "pear", "plum"):\n    total = prices.of(name) * 3\n    print(name, total)\n';
  assert.ok((SITE + (await encode("star-hides-pow", { "main.py": code }))).length < 400);
});

/** Addresses that were shared: never to be changed, nor taken away. @type {[string, Record<string, string>][]} */
const SHARED = [
  ["star-hides-pow=1~eJyLjlbKTczM0yuoVNJRKijKzCvRMNSMyVOKjQUAcx0IWg", { "main.py": "print(1)\n" }],
  [
    "star-hides-pow=1~eJyLjlbKTczM0yuoVNJRKijKzCvRUD-8UuHD_Am96poxeUqxOtFKKfl5eYdXphbrH16pV1JRoqSjFFMUkxdTmmJhYKAUGwsAVP8YyA",
    { "main.py": "print('é 🐍')\n", "données/é.txt": "\r\n\ud800" },
  ],
];
for (const [fragment, files] of SHARED)
  test(`an address that was shared is read: ${fragment}`, async () => {
    assert.deepEqual(await decode(`#${fragment}`), { id: "star-hides-pow", files });
  });

for (const signs of ["%3D1%7E", "%3d1%7e", "=1%7E", "%3D1~"])
  test(`an address whose signs are written as numbers: ${signs}`, async () => {
    assert.deepEqual((await decode(`#a${signs}${GOOD}`))?.files, { "main.py": "print(1)\n" });
  });

for (const trailing of [".", ")", "),", '".', "]", ">", "!?"])
  test(`an address with a ${trailing} that a program took along`, async () => {
    assert.ok(await decode(`#a=1~${GOOD}${trailing}`));
  });

for (const hash of ["", "#", "#star-hides-pow", "#a=b", "#a=1", "#=1~x", "#A=1~x", "#a--b=1~x", "#a b=1~x", "#a=-1~x"])
  test(`no shared address: ${hash}`, async () => {
    assert.equal(await decode(hash), null);
  });

const deep = "[".repeat(100_000);
/** @type {[string, string, RegExp][]} */
const BROKEN = [
  ["no data", "1~", /not whole/],
  ["cut by a letter", `1~${GOOD.slice(0, -1)}`, /not whole/],
  ["cut in the middle", `1~${GOOD.slice(0, 12)}`, /not whole/],
  ["a letter too many", `1~${GOOD}A`, /not whole/],
  ["a letter changed", `1~${GOOD.slice(0, 20)}${GOOD[20] === "A" ? "B" : "A"}${GOOD.slice(21)}`, /not whole/],
  ["letters in small", `1~${GOOD.toLowerCase()}`, /not whole/],
  ["a space in it", `1~${GOOD.slice(0, 8)} ${GOOD.slice(8)}`, /not whole/],
  ["a line feed in it", `1~${GOOD.slice(0, 8)}\n${GOOD.slice(8)}`, /not whole/],
  ["percent signs", `1~${GOOD.slice(0, 8)}%20${GOOD.slice(8)}`, /not whole/],
  ["markup", "1~<img src=x onerror=alert(1)>", /not whole/],
  ["markup in quotes", '1~"><script>alert(1)</script>', /not whole/],
  ["another alphabet", "1~日本語", /not whole/],
  ["a NUL", "1~\0", /not whole/],
  ["not compressed", `1~${Buffer.from('[["main.py",""]]').toString("base64url")}`, /not whole/],
  ["compressed without a checksum", `1~${Buffer.from("AAAA").toString("base64url")}`, /not whole/],
  ["not JSON", `1~${made("main.py")}`, /not whole/],
  ["not UTF-8", `1~${deflateSync(Buffer.from([0x22, 0xff, 0x22])).toString("base64url")}`, /not whole/],
  ["JSON as deep as a well", `1~${made(deep)}`, /not whole/],
  ["null", `1~${made(null)}`, /not whole/],
  ["a number", `1~${made(1)}`, /not whole/],
  ["an object", `1~${made({ "main.py": "" })}`, /not whole/],
  ["an object that looks like a list", `1~${made({ length: 1, 0: ["main.py", ""] })}`, /not whole/],
  ["a list of texts", `1~${made(["main.py", ""])}`, /not whole/],
  ["a pair of one", `1~${made([["main.py"]])}`, /not whole/],
  ["a pair of three", `1~${made([["main.py", "", ""]])}`, /not whole/],
  ["a name that is a number", `1~${made([[1, ""]])}`, /not whole/],
  ["a text that is none", `1~${made([["main.py", null]])}`, /not whole/],
  ["a text that is a list", `1~${made([["main.py", ["a"]]])}`, /not whole/],
  [
    "a name twice",
    `1~${made([
      ["main.py", "a"],
      ["main.py", "b"],
    ])}`,
    /not whole/,
  ],
  ["version 0", `0~${GOOD}`, /newer version/],
  ["version 2", `2~${GOOD}`, /newer version/],
  ["version 01", `01~${GOOD}`, /newer version/],
  ["version 999999", `999999~${GOOD}`, /newer version/],
  ["a bomb of zeros", `1~${made("\0".repeat(12_000_000))}`, /more than a cell can hold/],
  ["a bomb of files", `1~${made([["main.py", "a".repeat(8_000_000)]])}`, /more than a cell can hold/],
  ["a bomb of white space", `1~${made(`${" ".repeat(9_000_000)}[]`)}`, /more than a cell can hold/],
  ["longer than a link may be", `1~${"A".repeat(30_000)}`, /more than a cell can hold/],
  ["a million letters", `1~${"A".repeat(1_000_000)}`, /more than a cell can hold/],
];
for (const [name, rest, reason] of BROKEN)
  test(`broken or hostile: ${name}`, async () => {
    await assert.rejects(
      decode(`#star-hides-pow=${rest}`),
      (error) => error instanceof FragmentError && reason.test(error.message),
    );
  });

test("what does not fit into a link is refused, with the way out", async () => {
  let seed = 1;
  const noise = Array.from({ length: 40_000 }, () => ((seed = (seed * 48_271) % 2_147_483_647) % 36).toString(36)).join(
    "",
  );
  await assert.rejects(
    encode("a", { "main.py": noise }),
    /too long for a link: \d+ KB compressed, and a link takes 16. Download/,
  );
});
