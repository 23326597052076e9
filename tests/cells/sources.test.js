// Pyodide's core from the first source that has it whole and unchanged: real servers, each with its own fault.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";
import { fetchCore } from "../../docs/assets/cells/sources.js";

/** @type {Record<string, Buffer>} */
const CORE = { "a.mjs": Buffer.from("export default 1;\n"), "b.wasm": Buffer.alloc(300_000, 7) };
const PIN = {
  version: "1",
  python: "3",
  cdn: "",
  files: Object.fromEntries(
    Object.entries(CORE).map(([name, bytes]) => [
      name,
      { size: bytes.length, integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}` },
    ]),
  ),
};
const SIZE = Object.values(CORE).reduce((sum, bytes) => sum + bytes.length, 0);

/** @typedef {import("node:http").ServerResponse} Answer */

/**
 * A server of the core, for the length of a test.
 * @param {import("node:test").TestContext} context
 * @param {(answer: Answer, bytes: Buffer, name: string) => void} [respond]
 */
async function source(context, respond = (answer, bytes) => answer.end(bytes)) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, answer) => {
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    asked.push(name);
    respond(answer, CORE[name], name);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { address: new URL(`http://127.0.0.1:${port}/core/`), asked };
}

const nothing = () => {};
const texts = (/** @type {Record<string, ArrayBuffer>} */ files) =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)]));

test("the first source that works is the only one asked", async (context) => {
  const [first, second] = [await source(context), await source(context)];
  assert.deepEqual(texts(await fetchCore(PIN, [first.address, second.address], nothing)), CORE);
  assert.deepEqual(first.asked.toSorted(), ["a.mjs", "b.wasm"]);
  assert.deepEqual(second.asked, []);
});

test("progress is told in bytes up to the whole", async (context) => {
  const { address } = await source(context);
  /** @type {[number, number][]} */
  const seen = [];
  await fetchCore(PIN, [address], (loaded, total) => seen.push([loaded, total]));
  assert.deepEqual(seen.at(-1), [SIZE, SIZE]);
  assert.ok(seen.every(([loaded, total], place) => total === SIZE && loaded >= (seen[place - 1]?.[0] ?? 0)));
});

/** @type {Record<string, (answer: Answer, bytes: Buffer, name: string) => void>} */
const FAULTS = {
  "one wrong byte": (answer, bytes, name) =>
    answer.end(name === "b.wasm" ? Buffer.concat([bytes.subarray(1), Buffer.from([8])]) : bytes),
  "one byte too many": (answer, bytes) => answer.end(Buffer.concat([bytes, Buffer.from([0])])),
  "the end missing": (answer, bytes) => answer.end(bytes.subarray(0, -1)),
  "a connection that breaks off": (answer, bytes) => {
    answer.writeHead(200, { "content-length": bytes.length });
    answer.write(bytes.subarray(0, 5), () => answer.destroy());
  },
  "an answer 503": (answer) => answer.writeHead(503).end("busy"),
  "a page of a firewall": (answer) => answer.writeHead(200, { "content-type": "text/html" }).end("<h1>Blocked</h1>"),
  "one file missing": (answer, bytes, name) => (name === "a.mjs" ? answer.writeHead(404).end() : answer.end(bytes)),
};

for (const [fault, respond] of Object.entries(FAULTS)) {
  test(`after ${fault} the next source is taken, and for all files`, async (context) => {
    const [bad, good] = [await source(context, respond), await source(context)];
    assert.deepEqual(texts(await fetchCore(PIN, [bad.address, good.address], nothing)), CORE);
    assert.deepEqual(good.asked.toSorted(), ["a.mjs", "b.wasm"]);
  });
}

test("a source that is not there is left for the next one", async (context) => {
  const good = await source(context);
  assert.deepEqual(texts(await fetchCore(PIN, [new URL("http://127.0.0.1:9/"), good.address], nothing)), CORE);
});

test("a source that hangs is left for the next one within seconds", async (context) => {
  const [hangs, good] = [await source(context, nothing), await source(context)];
  const start = performance.now();
  assert.deepEqual(texts(await fetchCore(PIN, [hangs.address, good.address], nothing)), CORE);
  assert.ok(performance.now() - start < 12_000);
});

test("a source that stops half way is left for the next one within seconds", async (context) => {
  const stops = await source(context, (answer, bytes) => answer.write(bytes.subarray(0, 10)));
  const good = await source(context);
  const start = performance.now();
  assert.deepEqual(texts(await fetchCore(PIN, [stops.address, good.address], nothing)), CORE);
  assert.ok(performance.now() - start < 12_000);
});

test("where no source works, the error names each with its reason", async (context) => {
  const busy = await source(context, (answer) => answer.writeHead(503).end());
  const failing = fetchCore(PIN, [busy.address, new URL("http://127.0.0.1:9/")], nothing);
  await assert.rejects(failing, /Python could not be loaded \(127\.0\.0\.1:\d+: it answered 503; 127\.0\.0\.1:9: .+\)/);
});
