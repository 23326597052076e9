// One interpreter: starts Pyodide, makes one run in it, and is thrown away. This file, frame.js
// and runner.py are the only ones that know Pyodide. It imports nothing, because in the page it is started from a `data:` address
// (a module worker from a `blob:` address fails in Chromium inside a sealed frame).
//
// In:  {type: "start", core, argv, runner, snapshot?, keep?}  {type: "run", files, stdin, clock?}
//      {type: "packages", names, files}  {type: "line", text}
// Out: {type: "ready", snapshot?, python}  {type: "output", chunks}  {type: "wants", names}  {type: "input", prompt}
//      {type: "done", exit, cut}  {type: "broken", message}

const HOME = "/home/pyodide";
const SEALED = "https://sealed.invalid/";

// Kept here because a run may overwrite what `js` shows it.
const send = /** @type {(message: object, transfer?: Transferable[]) => void} */ (
  /** @type {unknown} */ (globalThis.postMessage.bind(globalThis))
);
const now = performance.now.bind(performance);
const encode = encodeURIComponent;

/** @typedef {{files: Record<string, ArrayBuffer | string>, module: WebAssembly.Module}} SealedCore bytes by name */
/** @typedef {{loader: string, indexURL: string, cache: string}} LocalCore what Pyodide reads by itself (Node) */
/** @typedef {["stdout" | "stderr", string]} Chunk */

/** What the page reads at most from one run; the rest is counted. */
const MOST_CHARACTERS = 1_000_000;

/** Collects what a run prints and sends it on: at once while it is little, in batches when it is much. */
class Output {
  /** @type {Chunk[]} */
  #chunks = [];
  #waiting = 0;
  #sent = 0;
  #last = 0;
  #credit = 500;
  cut = { characters: 0, lines: 0 };
  #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  /** @param {"stdout" | "stderr"} stream */
  writer(stream) {
    return {
      /** @param {Uint8Array} bytes */
      write: (bytes) => {
        this.#add(stream, this.#decoders[stream].decode(bytes, { stream: true }));
        return bytes.length;
      },
    };
  }

  /**
   * @param {"stdout" | "stderr"} stream
   * @param {string} raw
   */
  #add(stream, raw) {
    // A reader's files have no folder: `File "main.py"`, not `File "/home/pyodide/main.py"`.
    const text = raw.replaceAll(`${HOME}/`, "");
    if (!text) return;
    const room = MOST_CHARACTERS - this.#sent;
    const kept = text.slice(0, Math.max(room, 0));
    if (kept.length < text.length) {
      this.cut.characters += text.length - kept.length;
      this.cut.lines += text.slice(kept.length).split("\n").length - 1;
    }
    if (kept) {
      this.#sent += kept.length;
      this.#waiting += kept.length;
      const last = this.#chunks.at(-1);
      if (last?.[0] === stream) last[1] += kept;
      else this.#chunks.push([stream, kept]);
    }
    this.#pace();
  }

  /** No timer fires while Python runs, so what is kept back stays until the next write: keep back only in a flood. */
  #pace() {
    const time = now();
    this.#credit = Math.min(500, this.#credit + (time - this.#last) / 4);
    if (this.#credit >= 1 || time - this.#last > 50 || this.#waiting > 65_536) this.flush();
  }

  flush() {
    this.#last = now();
    this.#credit = Math.max(0, this.#credit - 1);
    if (!this.#chunks.length) return;
    send({ type: "output", chunks: this.#chunks });
    this.#chunks = [];
    this.#waiting = 0;
  }
}

/** @type {any} */
let pyodide;
/** @type {Map<string, (value: any) => void>} */
const waiting = new Map();
/** @type {Record<string, ArrayBuffer>} */
let packages = {};
/** @type {string[]} */
let argv = [];

/** Waits for the message that answers what was just sent. @param {string} type */
const answer = (type) => new Promise((resolve) => waiting.set(type, resolve));

/**
 * Options that make Pyodide start from bytes, since nothing can be fetched in here.
 * @param {SealedCore} core
 */
async function sealedOptions(core) {
  WebAssembly.instantiateStreaming = async (_response, imports) => ({
    module: core.module,
    instance: await WebAssembly.instantiate(core.module, imports),
  });
  globalThis.fetch = async (address) => {
    const name =
      String(address instanceof Request ? address.url : address)
        .split("/")
        .at(-1) ?? "";
    if (name.endsWith(".wasm"))
      return new Response(new Uint8Array(), { headers: { "content-type": "application/wasm" } });
    const bytes = core.files[name] ?? packages[name];
    if (bytes === undefined) throw new TypeError(`nothing can be fetched in here: ${name}`);
    return new Response(bytes);
  };
  const module = (/** @type {string} */ name) =>
    import(`data:text/javascript;charset=utf-8,${encode(String(core.files[name]))}`);
  const [loader, { loadPyodide }] = await Promise.all([module("pyodide.asm.mjs"), module("pyodide.mjs")]);
  const options = {
    indexURL: SEALED,
    packageBaseUrl: SEALED,
    lockFileContents: String(core.files["pyodide-lock.json"]),
    createPyodideModule: loader.default,
  };
  return { loadPyodide, options };
}

/** @param {LocalCore} core */
async function localOptions({ loader, indexURL, cache }) {
  const { loadPyodide } = await import(loader);
  return { loadPyodide, options: { indexURL, packageCacheDir: cache } };
}

/** @param {{core: SealedCore | LocalCore, argv: string[], env?: Record<string, string>, runner: string, snapshot?: Uint8Array, keep?: boolean}} message */
async function start(message) {
  argv = message.argv;
  const { loadPyodide, options } = await ("files" in message.core
    ? sealedOptions(message.core)
    : localOptions(message.core));
  pyodide = await loadPyodide({
    ...options,
    // -u: what is printed is seen at once, in order over both streams, as in a terminal.
    args: ["-u", ...argv],
    // An empty PYTHONINSPECT lets sys.exit() end the run silently with its status, as in a terminal.
    env: { PYTHONINSPECT: "", ...message.env },
    ...(message.keep && { _makeSnapshot: true }),
    ...(message.snapshot && { _loadSnapshot: message.snapshot }),
  });
  if (!message.snapshot) {
    pyodide.runPython(
      `import sys, types\n_m = types.ModuleType("_importable_runner")\nsys.modules[_m.__name__] = _m\n` +
        `exec(compile(${JSON.stringify(message.runner)}, "<runner>", "exec"), _m.__dict__)\ndel _m, sys, types\n`,
    );
  }
  const snapshot = message.keep ? pyodide.makeMemorySnapshot() : undefined;
  const python = pyodide.runPython("__import__('sys').version.split()[0]");
  send(
    { type: "ready", snapshot, python },
    snapshot && snapshot.buffer instanceof ArrayBuffer ? [snapshot.buffer] : [],
  );
}

/** @param {Record<string, string>} files */
function writeFiles(files) {
  for (const [path, text] of Object.entries(files)) {
    const folder = path.split("/").slice(0, -1).join("/");
    if (folder) pyodide.FS.mkdirTree(`${HOME}/${folder}`);
    pyodide.FS.writeFile(`${HOME}/${path}`, text);
  }
}

/**
 * Load the packages that the files import: the page is asked for their bytes.
 * @param {any} runner
 * @param {Record<string, string>} files
 */
async function loadPackages(runner, files) {
  const names = runner.packages_wanted(pyodide.toPy(Object.keys(files))).toJs();
  if (!names.length) return;
  send({ type: "wants", names });
  const given = await answer("packages");
  packages = given.files;
  if (given.names.length) {
    await pyodide.loadPackage(given.names, { messageCallback() {}, errorCallback() {}, checkIntegrity: true });
  }
}

/** Python's own `main`, with stack switching where there is some; private in Pyodide, so with a way round it. */
async function runMain() {
  const { _module: module } = pyodide;
  if (module.jspiSupported && module.promisingRunMain) return module.promisingRunMain();
  if (module._run_main) return module._run_main();
  return pyodide.pyimport("_importable_runner").run_command(pyodide.toPy(argv));
}

/** What Python does when it ends: `atexit`, `__del__`, and what they print. */
function finalize() {
  try {
    pyodide._module._Py_FinalizeEx?.();
  } catch {
    // The run has ended and its exit status is known: what breaks from here on concerns nobody.
  }
}

/** @param {{files: Record<string, string>, stdin: string | null, clock?: number}} message */
async function run({ files, stdin, clock = 0 }) {
  const output = new Output();
  if (clock) moveClock(clock);
  const runner = pyodide.pyimport("_importable_runner");
  writeFiles(files);
  await loadPackages(runner, files);
  const lines = stdin === null ? [] : (stdin.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  pyodide.setStdin({ stdin: () => lines.shift() ?? null, autoEOF: false });
  pyodide.setStdout(output.writer("stdout"));
  pyodide.setStderr(output.writer("stderr"));
  const ask = (/** @type {string} */ prompt) => {
    output.flush();
    send({ type: "input", prompt });
    return answer("line").then((message) => message.text);
  };
  runner.prepare(stdin === null ? ask : undefined);
  const exit = await runToTheEnd();
  output.flush();
  send({ type: "done", exit, cut: output.cut });
}

/** The exit status of the run; throws only when the interpreter itself broke. */
async function runToTheEnd() {
  try {
    const exit = await runMain();
    finalize();
    return exit;
  } catch (error) {
    // Emscripten's word for `exit()`: sys.exit() and os._exit() come out of Python's main this way.
    const end = /** @type {{name?: string, status?: unknown}} */ (error);
    if (typeof end?.status === "number") return end.status;
    throw error;
  }
}

/** Another time of day, for the verifier. @param {number} seconds */
function moveClock(seconds) {
  const { now: real } = Date;
  Date.now = () => real() + seconds * 1000;
}

globalThis.onmessage = async ({ data }) => {
  const waiter = waiting.get(data.type);
  if (waiter) {
    waiting.delete(data.type);
    waiter(data);
    return;
  }
  try {
    if (data.type === "start") await start(data);
    else if (data.type === "run") await run(data);
  } catch (error) {
    send({ type: "broken", message: String(error instanceof Error ? error.message : error).slice(0, 1000) });
  }
};
