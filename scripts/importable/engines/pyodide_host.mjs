// The `pyodide` engine's Node side: the page's own frame.js, worker.js and runner.py, driven by JSON lines.
// Its arguments are folders: for what it puts aside, which others remove; with a build of Pyodide; with its library.
//
// In:  {"id": 1, "files": {…}, "argv": ["main.py"], "stdin": "", "hashSeed": 0, "clock": 0, "timeout": 10}
// Out: {"ready": true, "python": …}, then for each order
//      {"id": 1, "chunks": [["stdout", …], …], "exit": 0, "trouble": null, "missing": []}
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

const cells = new URL("../../../docs/assets/cells/", import.meta.url);
const { Interpreters, joined } = await import(new URL("frame.js", cells));
const { fetchPackages, resolvePackages } = await import(new URL("packages.js", cells));
const [, , cache, ...build] = process.argv;
const [pyodide, parts] = build.map((folder) => pathToFileURL(`${folder}/`));
const read = (place) => JSON.parse(readFileSync(place, "utf8"));
const { cdn } = read(new URL("pyodide.json", cells));
const lock = read(new URL("pyodide-lock.json", pyodide));

/** A worker of Node with a browser worker's face. */
class NodeWorker {
  onmessage = () => {};
  onerror = () => {};
  #worker = new Worker(new URL("pyodide_worker.mjs", import.meta.url), {
    workerData: { worker: new URL("worker.js", cells).href, compiled: join(cache, "compiled") },
    stdout: true, // what Pyodide itself says must not stand between our lines
    stderr: true,
  });

  constructor() {
    this.#worker.on("message", (data) => this.onmessage?.({ data }));
    this.#worker.on("error", (error) => this.onerror({ message: String(error) }));
  }

  postMessage(message, transfer) {
    this.#worker.postMessage(message, transfer);
  }

  terminate() {
    this.#worker.terminate();
  }
}

const runner = readFileSync(new URL("runner.py", cells), "utf8");
const wasm = readFileSync(new URL("pyodide.asm.wasm", pyodide));

/** The library, whole. @returns {string} its path */
function putLibrary() {
  const { start, rest, cut } = read(new URL("library.json", parts));
  const [first, second] = [start, rest].map(({ name }) => new Uint8Array(readFileSync(new URL(name, parts))).buffer);
  const path = join(cache, "python_stdlib.zip");
  writeFileSync(path, joined(first, second, cut));
  return path;
}

const core = {
  loader: new URL("pyodide.mjs", pyodide).href,
  indexURL: fileURLToPath(pyodide),
  library: putLibrary(),
  cache, // for packages: Pyodide would keep them beside the core, and the site would carry them
  module: await WebAssembly.compile(wasm),
  size: wasm.byteLength,
};
/** One set of interpreters for each hash seed, since a snapshot holds it. */
const bySeed = new Map();

function interpretersFor(seed) {
  if (!bySeed.has(seed)) {
    const env = { PYTHONHASHSEED: String(seed) };
    bySeed.set(seed, new Interpreters(() => new NodeWorker(), { core, whole: true, runner, env }));
  }
  return bySeed.get(seed);
}

async function answerWants(interpreters, names) {
  const packages = resolvePackages(names, lock);
  const { names: found, files } = await fetchPackages(packages, cdn);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cache, name), new Uint8Array(bytes));
  interpreters.answer({ type: "packages", names: found, files: {} });
}

/** Make one run; what it answers always says how the run ended. */
function make({ id, files, argv, stdin, hashSeed, clock, timeout }) {
  const interpreters = interpretersFor(hashSeed);
  const answer = { id, chunks: [], exit: null, trouble: null, missing: [] };
  return new Promise((resolve) => {
    let clockwork = null;
    const finish = (changes) => {
      clearTimeout(clockwork);
      resolve({ ...answer, ...changes });
    };
    const end = (changes) => {
      interpreters.stop();
      finish(changes);
    };
    const listener = (message) => {
      if (message.type === "started")
        clockwork = setTimeout(end, timeout * 1000, { trouble: `it did not end within ${timeout} s` });
      else if (message.type === "output") answer.chunks.push(...message.chunks);
      else if (message.type === "wants")
        answerWants(interpreters, message.names).catch((error) =>
          end({ trouble: String(error.message), missing: error.packages ?? message.names }),
        );
      else if (message.type === "done") finish({ exit: message.exit });
      else if (message.type === "broken") finish({ trouble: `it broke the interpreter: ${message.message}` });
    };
    interpreters
      .run({ files, argv, stdin, clock }, listener)
      .catch((error) => finish({ trouble: `the interpreter did not start: ${error.message}` }));
  });
}

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
say({ ready: true, python: lock.info.python });
// One run at a time; the lines that come meanwhile wait.
for await (const line of createInterface({ input: process.stdin })) say(await make(JSON.parse(line)));
process.exit(0);
