// The private interfaces of Pyodide that worker.js uses are there; and runner.py's way round them means the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "node:test";

const assets = new URL("../../docs/assets/", import.meta.url);
const folder = new URL("../../node_modules/pyodide/", import.meta.url);
const { loadPyodide } = await import(new URL("pyodide.mjs", folder));
const indexURL = fileURLToPath(folder);
const runnerSource = readFileSync(new URL("cells/runner.py", assets), "utf8");

/** A started interpreter with the runner in it. */
async function start(options = {}) {
  const pyodide = await loadPyodide({ indexURL, args: ["-u", "main.py"], env: { PYTHONINSPECT: "" }, ...options });
  const runner = pyodide.toPy({});
  pyodide.runPython(runnerSource, { globals: runner });
  return { pyodide, runner };
}

/** What a command prints, and its exit status, by the public way. */
async function runPublicly(files, argv = ["main.py"]) {
  const { pyodide, runner } = await start();
  for (const [path, text] of Object.entries(files)) {
    const folder = path.split("/").slice(0, -1).join("/");
    if (folder) pyodide.FS.mkdirTree(`/home/pyodide/${folder}`);
    pyodide.FS.writeFile(`/home/pyodide/${path}`, text);
  }
  let output = "";
  const write = (bytes) => ((output += new TextDecoder().decode(bytes)), bytes.length);
  pyodide.setStdout({ write });
  pyodide.setStderr({ write });
  runner.get("prepare")(pyodide.toPy(argv));
  const exit = runner.get("run_command")(pyodide.toPy(argv));
  return { output: output.replaceAll("/home/pyodide/", ""), exit };
}

test("the private interfaces that worker.js uses are in the pinned Pyodide", async () => {
  const { pyodide } = await start({ _makeSnapshot: true });
  pyodide.runPython("import sys; sys.kept = 42");
  const snapshot = pyodide.makeMemorySnapshot();
  assert.ok(snapshot instanceof Uint8Array);
  // A head, and the memory: the head is told alone where Pyodide is shown no memory.
  const { HEAP8: memory } = pyodide._module;
  pyodide._module.HEAP8 = new Int8Array();
  const head = pyodide.makeMemorySnapshot();
  pyodide._module.HEAP8 = memory;
  assert.deepEqual(head, snapshot.subarray(0, snapshot.length - memory.length));
  // It is read as a head with its place and length, and the rest from there on, to be copied.
  const read = [];
  snapshot.subarray = (...place) => (read.push(place), Uint8Array.prototype.subarray.apply(snapshot, place));
  const { pyodide: restored } = await start({ _loadSnapshot: snapshot });
  assert.deepEqual([read.length, read.filter((place) => place.length === 1)], [2, [[head.length]]]);
  assert.equal(restored.runPython("import sys; sys.kept"), 42);
  const core = await WebAssembly.compile(readFileSync(new URL("pyodide.asm.wasm", folder)));
  const exported = WebAssembly.Module.exports(core).map(({ name }) => name);
  for (const name of ["memory", "sbrk", "__stack_pointer", "emscripten_stack_get_end"])
    assert.ok(exported.includes(name), name);
  const config = ["__Py_GetConfig", "__PyConfig_AsDict", "__PyConfig_FromDict"];
  for (const name of ["_run_main", "promisingRunMain", "_Py_FinalizeEx", ...config]) {
    assert.equal(typeof pyodide._module[name], "function", name);
  }
  assert.ok("on_fatal" in pyodide._api || Object.isExtensible(pyodide._api));
  const { file, dir } = pyodide.FS.filesystems.MEMFS.ops_table;
  for (const operation of [file.stream.write, file.node.setattr, dir.node.mknod]) {
    assert.equal(typeof operation, "function");
  }
});

const ROWS = [
  {
    name: "a program with a module",
    files: { "main.py": "import tools\nprint(tools.X, __name__)\n", "tools.py": "X = 1\n" },
    output: "1 __main__\n",
    exit: 0,
  },
  {
    name: "an error in a module",
    files: { "main.py": "import tools\n", "tools.py": "import nosuch\n" },
    output:
      'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    import tools\n' +
      "  File \"tools.py\", line 1, in <module>\n    import nosuch\nModuleNotFoundError: No module named 'nosuch'\n",
    exit: 1,
  },
  {
    name: "code that is no Python",
    files: { "main.py": "x = = 1\n" },
    output: '  File "main.py", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n',
    exit: 1,
  },
  { name: "sys.exit with a status", files: { "main.py": "import sys\nsys.exit(3)\n" }, output: "", exit: 3 },
  { name: "sys.exit with a text", files: { "main.py": "raise SystemExit('bye')\n" }, output: "bye\n", exit: 1 },
  {
    name: "a module as a program",
    files: { "shop/__init__.py": "", "shop/report.py": "print(__name__, __package__)\n" },
    argv: ["-m", "shop.report"],
    output: "__main__ shop\n",
    exit: 0,
  },
];

for (const { name, files, argv, output, exit } of ROWS) {
  test(`the way round Python's main: ${name}`, async () => {
    assert.deepEqual(await runPublicly(files, argv), { output, exit });
  });
}
