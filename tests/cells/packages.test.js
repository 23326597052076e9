// From the names that a cell imports to Pyodide's packages, by the real lock file; and their bytes, from real servers.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { fetchPackages, PackageError, resolvePackages } from "../../docs/assets/cells/packages.js";

const lock = JSON.parse(
  readFileSync(new URL("../../docs/assets/vendor/pyodide/pyodide-lock.json", import.meta.url), "utf8"),
);
const names = (/** @type {string[]} */ wanted) =>
  resolvePackages(wanted, lock)
    .map((entry) => entry.name)
    .sort();

test("numpy is one package", () => assert.deepEqual(names(["numpy"]), ["numpy"]));

test("an import may have another name than its package", () => {
  assert.ok(names(["yaml"]).includes("pyyaml"));
  assert.ok(names(["PIL"]).includes("Pillow"));
});

test("what a package depends on comes with it, and what that depends on", () => {
  const found = names(["pandas"]);
  for (const name of ["pandas", "numpy", "python-dateutil", "six"]) assert.ok(found.includes(name), name);
});

test("each package comes once", () => {
  const found = names(["pandas", "numpy", "numpy"]);
  assert.equal(new Set(found).size, found.length);
});

test("every package of the lock file can be resolved with all that it depends on", () => {
  for (const { imports, depends } of Object.values(lock.packages)) {
    if (!imports.length) continue;
    const found = new Set(resolvePackages([imports[0].split(".")[0]], lock).map((entry) => entry.name.toLowerCase()));
    for (const name of depends) {
      if (lock.packages[name.toLowerCase()])
        assert.ok(found.has(lock.packages[name.toLowerCase()].name.toLowerCase()), `${imports[0]}: ${name}`);
    }
  }
});

test("a name that no package brings is left out", () => assert.deepEqual(names(["nosuchpackage", "toString"]), []));

test("nothing wanted, nothing found", () => assert.deepEqual(names([]), []));

const CONTENT = { "a.whl": Buffer.alloc(300_000, 1), "b.whl": Buffer.alloc(100_000, 2) };

/** Packages `a` and `b` with what the lock file says of them. */
const PACKAGES = Object.entries(CONTENT).map(([file_name, bytes]) => ({
  name: file_name[0],
  version: "1",
  file_name,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  imports: [],
  depends: [],
}));

/** @typedef {(answer: import("node:http").ServerResponse, bytes: Buffer, name: string) => void} Respond */

/** @type {Respond} */
const well = (answer, bytes) => answer.writeHead(200, { "content-length": bytes.length }).end(bytes);

/**
 * A CDN, for the length of a test.
 * @param {import("node:test").TestContext} context
 * @param {Respond} respond
 */
async function cdn(context, respond) {
  const server = createServer((request, answer) => {
    const name = /** @type {keyof typeof CONTENT} */ ((request.url ?? "").split("/").at(-1));
    respond(answer, CONTENT[name], name);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { base: `http://127.0.0.1:${port}/`, host: `127.0.0.1:${port}` };
}

test("packages come whole, with their progress in bytes", async (context) => {
  const { base } = await cdn(context, well);
  /** @type {[number, number][]} */
  const seen = [];
  const { names, files } = await fetchPackages(PACKAGES, base, undefined, (...now) => seen.push(now));
  assert.deepEqual(names, ["a", "b"]);
  for (const [name, bytes] of Object.entries(CONTENT)) assert.ok(bytes.equals(Buffer.from(files[name])));
  assert.deepEqual(seen.at(-1), [400_000, 400_000]);
  assert.ok(
    seen.every(([loaded, total], place) => loaded >= (seen[place - 1]?.[0] ?? 0) && [0, 400_000].includes(total)),
  );
});

test("where the size is not announced, or is that of something compressed, progress says no nonsense", async (context) => {
  const unannounced = await cdn(context, (answer, bytes) => answer.end(bytes));
  const compressed = await cdn(context, (answer, bytes) => {
    const small = gzipSync(bytes);
    answer.writeHead(200, { "content-encoding": "gzip", "content-length": small.length }).end(small);
  });
  for (const { base } of [unannounced, compressed]) {
    await fetchPackages(PACKAGES, base, undefined, (loaded, total) => assert.ok(!total || loaded <= total));
  }
});

/** What the CDN may do with one of two packages, and what is said of it. @type {[string, Respond, string][]} */
const FAULTS = [
  [
    "a wrong byte",
    (answer, bytes) => answer.end(Buffer.concat([bytes.subarray(1), Buffer.from([9])])),
    "sent a wrong file: wait a little and try again.",
  ],
  ["an answer 503", (answer) => answer.writeHead(503).end(), "answered with error 503: wait a little and try again."],
  [
    "a page of a firewall",
    (answer) => answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<p>"),
    "sent a web page instead: see whether this network wants you to log in, and try again.",
  ],
  [
    "a connection that breaks off",
    (answer, bytes) => void answer.write(bytes.subarray(0, 9), () => answer.destroy()),
    "stopped half way: check the connection and try again.",
  ],
  [
    "a connection that is refused",
    (answer) => answer.destroy(),
    "could not be reached: check the connection and try again.",
  ],
];

for (const [fault, respond, said] of FAULTS) {
  test(`after ${fault} nothing is loaded, and one sentence says why`, async (context) => {
    const { base, host } = await cdn(context, (answer, bytes, name) =>
      (name === "b.whl" ? respond : well)(answer, bytes, name),
    );
    const failing = fetchPackages(PACKAGES, base);
    await assert.rejects(failing, (/** @type {unknown} */ error) => {
      assert.ok(error instanceof PackageError);
      assert.deepEqual(error.packages, ["a", "b"]);
      assert.equal(error.message, `a, b could not be loaded, because ${host} ${said}`);
      return true;
    });
  });
}

test("when one package cannot be had, the others are no longer read", { timeout: 10_000 }, async (context) => {
  /** @type {Promise<unknown>[]} */
  const closed = [];
  const { base } = await cdn(context, (answer, bytes, name) => {
    if (name === "b.whl") answer.writeHead(503).end();
    else closed.push(new Promise((resolve) => answer.on("close", resolve)));
  });
  await assert.rejects(fetchPackages(PACKAGES, base), /answered with error 503/);
  await Promise.all(closed);
});

test("a CDN that hangs is left after eight seconds", async (context) => {
  const { base, host } = await cdn(context, () => {});
  const start = performance.now();
  const message = `a, b could not be loaded, because ${host} sent nothing: check the connection and try again.`;
  await assert.rejects(fetchPackages(PACKAGES, base), { message });
  assert.ok(performance.now() - start < 10_000);
});

test("a wrong file is asked for past the cache the next time", async (context) => {
  let asked = 0;
  /** @type {(string | undefined)[]} */
  const cache = [];
  const server = await cdn(context, (answer, bytes, name) => {
    if (name === "a.whl") cache.push(answer.req.headers["cache-control"]);
    answer.end(name === "a.whl" && !asked++ ? "wrong" : bytes);
  });
  await assert.rejects(fetchPackages(PACKAGES, server.base));
  await fetchPackages(PACKAGES, server.base);
  await fetchPackages(PACKAGES, server.base);
  assert.deepEqual(
    cache.map((value) => value === "no-cache"),
    [false, true, false],
  );
});

test("a run that is stopped ends the download, and says nothing of packages", async (context) => {
  const { base } = await cdn(context, () => {});
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error("stopped")), 20);
  await assert.rejects(fetchPackages(PACKAGES, base, abort.signal), { message: "stopped" });
});

test("no packages, no request", async () => {
  assert.deepEqual(await fetchPackages([], "http://127.0.0.1:9/"), { names: [], files: {} });
});
