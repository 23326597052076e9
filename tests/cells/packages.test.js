// From the names that a cell imports to Pyodide's packages, by the real lock file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
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

test("a package that cannot be fetched is named in the error", async () => {
  const failing = fetchPackages(resolvePackages(["numpy"], lock), "http://127.0.0.1:9/");
  await assert.rejects(failing, (/** @type {unknown} */ error) => {
    assert.ok(error instanceof PackageError);
    assert.deepEqual(error.packages, ["numpy"]);
    assert.match(error.message, /^numpy could not be loaded: 127\.0\.0\.1:9 cannot be reached/);
    return true;
  });
});
