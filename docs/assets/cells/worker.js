// One interpreter: starts Pyodide, makes one run in it, and is thrown away. This file, frame.js and runner.py are
// the only ones that know Pyodide. It imports nothing, because in the page it is started from a `data:` address
// (a module worker from a `blob:` address fails in Chromium inside a sealed frame).
//
// In:  {type: "file", name, content}, each as it comes, before or after
//      {type: "start", core, whole, runner, restores, keep}  {type: "module", module}, if `core` came without
//      {type: "snapshot", bytes}, if it `restores`
//      {type: "run", files, argv, stdin, clock?}
//      {type: "packages", names, files}  {type: "library", bytes}  {type: "line", text}
// Out: {type: "ready", snapshot?, python}  {type: "output", chunks}  {type: "wants", names}  {type: "library"}
//      {type: "input", prompt}  {type: "done", exit, cut}  {type: "broken", message}

const HOME = "/home/pyodide";
const SEALED = "https://sealed.invalid/";
const ZIP = "python_stdlib.zip";
/** The command of the snapshot. */
const STARTED_WITH = "main.py";

// Kept here because a run may overwrite what `js` shows it.
const send = /** @type {(message: object, transfer?: Transferable[]) => void} */ (
  /** @type {unknown} */ (globalThis.postMessage.bind(globalThis))
);
const now = performance.now.bind(performance);
const encode = encodeURIComponent;
const { parse } = JSON;

/** What a run may take at most: of memory, and of files, which Pyodide keeps outside of that memory. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_FILES = 50_000;
/** "No space left on device", as Emscripten counts errors. */
const ENOSPC = 51;

/** @typedef {{module?: WebAssembly.Module}} SealedCore its files come by themselves */
/**
 * @typedef {object} LocalCore what Pyodide reads by itself (Node)
 * @property {string} loader
 * @property {string} indexURL
 * @property {string} library path of the standard library's zip file
 * @property {string} cache
 * @property {WebAssembly.Module} module the wasm, compiled once for all workers
 * @property {number} size of the wasm, in bytes: by it, it is known
 */
/** @typedef {["stdout" | "stderr", string]} Chunk */

/** What the page reads at most from one run; the rest is counted. */
const MOST_CHARACTERS = 1_000_000;

/** Collects what a run prints and sends it on: at once while it is little, in batches when it is much. */
class Output {
  /** @type {Chunk[]} */
  #chunks = [];
  #waiting = 0;
  #sent = 0;
  #flushed = 0;
  #refilled = 0;
  #credit = 500;
  cut = { characters: 0, lines: 0 };
  #decoders = { stdout: decoder(), stderr: decoder() };

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
    this.#credit = Math.min(500, this.#credit + (time - this.#refilled) / 4);
    this.#refilled = time;
    const much = this.#waiting > 65_536 || this.#chunks.length > 1000;
    if (this.#credit >= 1 || time - this.#flushed > 50 || much) this.flush();
  }

  /** What is left at the end: half a character, too. */
  end() {
    for (const stream of /** @type {const} */ (["stdout", "stderr"]))
      this.#add(stream, this.#decoders[stream].decode());
    this.flush();
  }

  flush() {
    this.#flushed = now();
    if (!this.#chunks.length) return;
    this.#credit = Math.max(0, this.#credit - 1);
    send({ type: "output", chunks: this.#chunks });
    this.#chunks = [];
    this.#waiting = 0;
  }
}

const decoder = () => new TextDecoder("utf-8", { ignoreBOM: true });

/** @type {any} */
let pyodide;
/** What Python's wasm exports. @type {any} */
let exported = {};
/** Settled when Python can start from it, if it starts from one. @type {Promise<void>} */
let snapshotIsThere = Promise.resolve();
/** @type {Map<string, (value: any) => void>} */
const waiting = new Map();
/** @type {Record<string, ArrayBuffer>} */
let packages = {};
/** Makes `input` Python's own again. */
let giveInputBack = () => {};
/** Path of the library's zip file, and whether it is the whole one. */
let library = "";
let isWhole = true;
/** Settled when the interpreter has started. @type {Promise<void>} */
let started;

/** Waits for the message that answers what was just sent. @param {string} type */
const answer = (type) => new Promise((resolve) => waiting.set(type, resolve));

/** The files that a start needs by name, each as soon as it comes. @type {Map<string, {content: Promise<any>, give: (content: any) => void}>} */
const coming = new Map();

/** @param {string} name */
function file(name) {
  let entry = coming.get(name);
  if (!entry) {
    /** @type {(content: any) => void} */
    let give = () => {};
    const content = new Promise((resolve) => (give = resolve));
    coming.set(name, (entry = { content, give }));
  }
  return entry;
}

/** @param {string} name of a file that is a module */
async function importFile(name) {
  const bytes = await file(name).content;
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  // A `data:` address of a megabyte takes longer to read than Pyodide to start from a snapshot; but WebKit imports
  // none of the others in here.
  return import(address)
    .catch(() => import(`data:text/javascript;charset=utf-8,${encode(new TextDecoder().decode(bytes))}`))
    .finally(() => URL.revokeObjectURL(address));
}

/** @param {Promise<WebAssembly.Instance>} instantiating Python's wasm, for which the snapshot has to be there, too */
async function withSnapshot(instantiating) {
  const [instance] = await Promise.all([instantiating, snapshotIsThere]);
  exported = instance.exports;
  return instance;
}

const importFiles = () => Promise.all(["pyodide.asm.mjs", "pyodide.mjs"].map(importFile));

/** Pyodide's own modules: read when they come, while the larger files are still on their way. @type {Promise<any[]> | undefined} */
let modules;

/**
 * Options that make Pyodide start from bytes, since nothing can be fetched in here.
 * @param {SealedCore} core
 */
async function sealedOptions(core) {
  const compiled = core.module ?? answer("module").then((message) => message.module);
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await compiled;
    return { module, instance: await withSnapshot(WebAssembly.instantiate(module, imports)) };
  };
  globalThis.fetch = async (address) => {
    const name =
      String(address instanceof Request ? address.url : address)
        .split("/")
        .at(-1) ?? "";
    if (name.endsWith(".wasm"))
      return new Response(new Uint8Array(), { headers: { "content-type": "application/wasm" } });
    const bytes = name === ZIP ? await file(name).content : packages[name];
    if (bytes === undefined) throw new TypeError(`nothing can be fetched in here: ${name}`);
    return new Response(bytes);
  };
  const [loader, { loadPyodide }] = await (modules ??= importFiles());
  const options = {
    indexURL: SEALED,
    packageBaseUrl: SEALED,
    lockFileContents: await file("pyodide-lock.json").content,
    createPyodideModule: loader.default,
  };
  return { loadPyodide, options };
}

/** @param {LocalCore} core */
async function localOptions({ loader, indexURL, library, cache, module, size }) {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any} */ source, /** @type {any} */ imports) =>
      source.byteLength === size
        ? { module, instance: await withSnapshot(instantiate(module, imports)) }
        : await instantiate(source, imports)
  );
  const { loadPyodide } = await import(loader);
  return { loadPyodide, options: { indexURL, stdLibURL: library, packageCacheDir: cache } };
}

/** Each word to the console would be work for the page's side, and nobody reads it there. */
function silence() {
  for (const name of Object.keys(console)) Reflect.set(console, name, () => {});
}

/** Turn a program that takes more and more memory into Python's MemoryError: a browser never gives it back. */
function capMemory() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > MOST_BYTES) throw new RangeError("a run has no more memory");
    return grow.call(this, pages);
  };
}

/** The same for files: Python gets OSError, "No space left on device". @param {any} FS Emscripten's */
function capFiles(FS) {
  const table = FS.filesystems?.MEMFS?.ops_table;
  if (!table) return; // another Emscripten: less safe, but it runs; tests/cells/runner.test.js tells
  const full = () => new FS.ErrnoError(ENOSPC);
  let bytes = 0;
  let files = 0;
  const count = () => {
    // Only what is there now counts: what was removed, or written over, has been added up too.
    const nodes = nodesOf(FS);
    files = nodes.size;
    bytes = [...nodes].reduce((sum, node) => sum + (node.usedBytes ?? 0), 0);
  };
  const { MEMFS } = FS.filesystems;
  const grows = (/** @type {any} */ node, /** @type {number} */ size) => {
    const more = Math.max(0, size - (node.usedBytes ?? 0));
    if (bytes + more > MOST_BYTES) count();
    if (bytes + more > MOST_BYTES) throw full();
    bytes += more;
    // Emscripten makes a large file larger by an eighth at a time, and copies it: a program would take long to fill it.
    const { length = 0 } = node.contents;
    if (size > length && length > 2 ** 20) MEMFS.expandFileStorage(node, Math.min(2 * length, MOST_BYTES));
  };
  const { write } = table.file.stream;
  table.file.stream.write = (/** @type {any} */ stream, /** @type {any[]} */ ...rest) => {
    const [, , length, position] = rest;
    grows(stream.node, position + length);
    return write(stream, ...rest);
  };
  const { setattr } = table.file.node;
  table.file.node.setattr = (/** @type {any} */ node, /** @type {any} */ attributes) => {
    if (attributes.size !== undefined) grows(node, attributes.size);
    return setattr(node, attributes);
  };
  const { mknod } = table.dir.node;
  table.dir.node.mknod = (/** @type {any[]} */ ...made) => {
    if (++files > MOST_FILES) count();
    if (files > MOST_FILES) throw full();
    return mknod(...made);
  };
}

/** Every file and folder, those too that are removed but still open. @param {any} FS @returns {Set<any>} */
function nodesOf(FS) {
  const nodes = new Set(FS.streams.filter(Boolean).map((/** @type {any} */ stream) => stream.node));
  nodes.add(FS.root);
  for (const node of nodes) {
    if (FS.isDir(node.mode)) for (const child of Object.values(node.contents ?? {})) nodes.add(child);
  }
  return nodes;
}

/**
 * Take from the run's own world what could end or silence its interpreter without anybody hearing of it, or drown
 * the page in messages. `send`, above, is kept from before.
 */
function guard() {
  const closed = () => send({ type: "broken", message: "it closed its own worker" });
  // WebKitGTK gives a sealed worker a Cache Storage, empty and its own; another worker would have another.
  const none = { caches: undefined, indexedDB: undefined, Worker: undefined, SharedWorker: undefined };
  const ways = { close: closed, postMessage: () => {}, reportError: () => {}, ...none };
  for (let holder = globalThis; holder; holder = Object.getPrototypeOf(holder)) {
    for (const [name, value] of Object.entries(ways)) {
      if (Object.hasOwn(holder, name)) Object.defineProperty(holder, name, { value, configurable: false });
    }
  }
  for (const kind of [Array, String, RegExp, Map, Promise, TextDecoder, Uint8Array, Function]) {
    Object.freeze(kind.prototype); // what this file calls stays what it is
  }
  // Emscripten's sockets are made of WebSockets. The policy refuses those only after they seemed to connect;
  // this way Python's own error comes at once.
  globalThis.WebSocket = /** @type {any} */ (
    function () {
      throw new Error("there is no network in here");
    }
  );
}

/**
 * What Python looks into every now and then. WebKit's `terminate()` does not end WebAssembly, which would go on unseen
 * and take a core for ever, but it ends a call of one of its own functions: so each look is such a call. No signal ever
 * comes. (WebKitGTK 2.50; a plain array is not enough, since what is read often is compiled, and asks no more.)
 */
const mortal = {
  get 0() {
    return parse("0");
  },
  set 0(_signal) {},
};

/** In bytes. Memory is packed by pages: most of a started Python's hold nothing. */
const PAGE = 4096;

/** @typedef {[number, number]} Stretch of memory: where it begins, and where it ends */

/**
 * Where memory holds nothing that counts: the part of the stack that is not in use, and what the heap has not reached.
 * Nearly all of that was never written to, and to look into such a page, or to write a zero there, makes one of it, which
 * takes longer than to fill it. Emscripten's own: where they are not to be had, all memory is looked at.
 * @param {number} size of all memory
 * @returns {Stretch[]}
 */
function unused(size) {
  const { emscripten_stack_get_end: stackEnd, __stack_pointer: pointer, sbrk } = exported;
  if (!stackEnd || !pointer || !sbrk) return [];
  return [
    [stackEnd(), pointer.value],
    [sbrk(0), size],
  ];
}

/**
 * Pyodide's snapshot is a head and all of Python's memory, empty pages and all: where Pyodide is shown none of that, it
 * gives the head alone, and nothing large is copied but by `pack`. Private in Pyodide: where it looks elsewhere, what
 * comes is whole, and is packed as it is.
 */
function takeSnapshot() {
  const { _module: module } = pyodide;
  const memory = module.HEAP8;
  const none = new Int8Array();
  module.HEAP8 = none;
  try {
    const head = pyodide.makeMemorySnapshot();
    return head.length < memory?.length ? pack(memory, head, unused(memory.length)) : pack(head);
  } finally {
    if (module.HEAP8 === none) module.HEAP8 = memory; // and not a newer one, if memory has grown
  }
}

/**
 * The stretches of memory that are not empty, by whole pages.
 * @param {Int8Array | Uint8Array} memory
 * @param {Stretch[]} passed over
 */
function fullStretches(memory, passed) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length >> 2);
  const isEmpty = (/** @type {number} */ place) => {
    if (passed.some(([from, to]) => from <= place && place + PAGE <= to)) return true;
    const end = Math.min((place + PAGE) >> 2, words.length);
    for (let word = place >> 2; word < end; word++) if (words[word]) return false;
    return true;
  };
  /** @type {Stretch[]} */
  const stretches = [];
  for (let place = 0; place < memory.length; place += PAGE) {
    if (isEmpty(place)) continue;
    const last = stretches.at(-1);
    const end = Math.min(place + PAGE, memory.length);
    if (last?.[1] === place) last[1] = end;
    else stretches.push([place, end]);
  }
  return stretches;
}

/**
 * Memory without its empty pages, for `readPacked`: the length of all, and each stretch of full pages with its
 * place and length.
 * @param {Int8Array | Uint8Array} memory
 * @param {Uint8Array} [head] comes before it
 * @param {Stretch[]} [passed] over, as if they were empty
 */
function pack(memory, head = new Uint8Array(), passed = []) {
  const full = fullStretches(memory, passed).map(([from, to]) => ({
    place: head.length + from,
    bytes: memory.subarray(from, to),
  }));
  const parts = [{ place: 0, bytes: head }, ...full];
  const packed = new Uint8Array(4 + parts.reduce((sum, { bytes }) => sum + 8 + bytes.length, 0));
  const view = new DataView(packed.buffer);
  view.setUint32(0, head.length + memory.length);
  let at = 4;
  for (const { place, bytes } of parts) {
    view.setUint32(at, place);
    view.setUint32(at + 4, bytes.length);
    packed.set(bytes, at + 8);
    at += 8 + bytes.length;
  }
  return packed;
}

/** @param {Uint8Array} packed */
const sizeOfPacked = (packed) => new DataView(packed.buffer, packed.byteOffset).getUint32(0);

/** The parts, each with its place. @param {Uint8Array} packed */
function readPacked(packed) {
  const view = new DataView(packed.buffer, packed.byteOffset);
  const parts = [];
  for (let at = 4; at < packed.length;) {
    const [place, length] = [view.getUint32(at), view.getUint32(at + 4)];
    parts.push({ place, bytes: packed.subarray(at + 8, at + 8 + length) });
    at += 8 + length;
  }
  return parts;
}

/**
 * What Pyodide is given as a snapshot, which may still be on its way while Pyodide reads its own code: `snapshotIsThere`
 * tells when it is no longer. Of a snapshot, Pyodide takes the head and copies what `subarray` gives of the rest into
 * Python's memory: there it is shown nothing, and that memory is filled here, page by full page. Private in Pyodide:
 * where it reads a snapshot another way, no start from one comes to its end, and Python starts without.
 * @param {Promise<Uint8Array>} arriving packed
 */
function standIn(arriving) {
  let shown = new Uint8Array();
  let size = 0;
  let subarray = (/** @type {number} */ from, /** @type {number} */ to) => shown.subarray(from, to);
  snapshotIsThere = arriving.then((packed) => {
    const [{ bytes: head }, ...full] = readPacked(packed);
    size = sizeOfPacked(packed);
    shown = head.length ? head.slice() : whole(size, full);
    if (head.length)
      subarray = (from, to) => {
        if (to !== undefined) return shown.subarray(from, to);
        refill(full, from, size);
        full.length = 0; // Pyodide keeps what it was given
        return new Uint8Array();
      };
  });
  snapshotIsThere.catch(() => {}); // the start will say so
  return Object.defineProperties(new Uint8Array(), {
    buffer: { get: () => shown.buffer },
    byteOffset: { get: () => shown.byteOffset },
    byteLength: { get: () => shown.byteLength },
    length: { get: () => size },
    subarray: { value: (/** @type {number} */ from, /** @type {number} */ to) => subarray(from, to) },
  });
}

/** @param {number} size @param {{place: number, bytes: Uint8Array}[]} parts */
function whole(size, parts) {
  const all = new Uint8Array(size);
  for (const { place, bytes } of parts) all.set(bytes, place);
  return all;
}

/**
 * Make Python's memory what was packed. What a start has written by then is emptied, but for what is `unused`: nobody
 * reads it before writing to it.
 * @param {{place: number, bytes: Uint8Array}[]} full places in the snapshot
 * @param {number} begin of memory in the snapshot
 * @param {number} end of it
 */
function refill(full, begin, end) {
  const memory = new Uint8Array(exported.memory.buffer);
  const passed = unused(memory.length);
  let at = 0;
  for (const { place, bytes } of [...full, { place: end, bytes: new Uint8Array() }]) {
    const next = place - begin;
    for (const [from, to] of passed) {
      memory.fill(0, at, Math.max(at, Math.min(from, next)));
      at = Math.max(at, Math.min(to, next));
    }
    memory.fill(0, at, next);
    memory.set(bytes, next);
    at = next + bytes.length;
  }
}

/** @param {{core: SealedCore | LocalCore, whole: boolean, env?: Record<string, string>, runner: string, restores: boolean, keep: boolean}} message */
async function start(message) {
  isWhole = message.whole;
  const given = message.restores ? standIn(answer("snapshot").then(({ bytes }) => bytes)) : undefined;
  const { loadPyodide, options } = await ("loader" in message.core
    ? localOptions(message.core)
    : sealedOptions(message.core));
  const starting = loadPyodide({
    ...options,
    // -u: what is printed is seen at once, in order over both streams, as in a terminal.
    args: ["-u", STARTED_WITH],
    // An empty PYTHONINSPECT lets sys.exit() end the run silently with its status, as in a terminal.
    env: { PYTHONINSPECT: "", ...message.env },
    ...(message.keep && { _makeSnapshot: true }),
    ...(given && { _loadSnapshot: given }),
  });
  // Pyodide says nothing, and waits for ever, where it could not be given its wasm.
  pyodide = await Promise.race([starting, snapshotIsThere.then(() => starting)]);
  if (!message.restores) {
    pyodide.runPython(
      `import sys, types\n_m = types.ModuleType("_importable_runner")\nsys.modules[_m.__name__] = _m\n` +
        `exec(compile(${JSON.stringify(message.runner)}, "<runner>", "exec"), _m.__dict__)\ndel _m, sys, types\n`,
    );
  }
  const snapshot = message.keep ? takeSnapshot() : undefined;
  pyodide.setInterruptBuffer(mortal);
  capFiles(pyodide.FS);
  guard();
  library = pyodide.pyimport("_importable_runner").LIBRARY;
  const python = pyodide.runPython("__import__('sys').version.split()[0]");
  send({ type: "ready", snapshot, python }, snapshot ? [snapshot.buffer] : []);
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
  // To put a package in its place takes more of the library than a start.
  const [given] = await Promise.all([answer("packages"), askLibrary()]);
  packages = given.files;
  if (given.names.length) {
    await pyodide.loadPackage(given.names, { messageCallback() {}, errorCallback() {}, checkIntegrity: true });
  }
}

/**
 * Put the whole zip file in the place of the part that a start needs: the entries of that part stay where they are.
 * Nothing here calls Python, which may be in the middle of an import, waiting for this.
 * @param {Uint8Array} bytes
 */
function putLibrary(bytes) {
  isWhole = true;
  pyodide.FS.writeFile(library, bytes, { canOwn: true });
}

/** Have the whole library: the page is asked for what is not there. */
async function askLibrary() {
  if (isWhole) return;
  send({ type: "library" });
  await answer("library");
}

/**
 * Let Python's `main` run another command than the one that it was started with, so that one snapshot serves all.
 * `sys.argv` is runner.py's affair. Private in Python, so with a way round it: see `runMain`.
 * @param {string[]} argv what comes after `python`
 * @returns {boolean} whether it will
 */
function setCommand(argv) {
  if (argv.length === 1 && argv[0] === STARTED_WITH) return true;
  const { _module: module } = pyodide;
  if (!module.__PyConfig_FromDict || !module.__PyConfig_AsDict || !module.__Py_GetConfig) return false;
  const withText = (/** @type {string} */ text, /** @type {(text: number) => number} */ use) => {
    const pointer = module.stringToNewUTF8(text);
    const result = use(pointer);
    module._free(pointer);
    return result;
  };
  const string = (/** @type {string} */ text) => withText(text, module._PyUnicode_FromString);
  const list = (/** @type {string[]} */ texts) => {
    const made = module._PyList_New(0);
    for (const item of texts.map(string)) {
      module._PyList_Append(made, item);
      module._Py_DecRef(item);
    }
    return made;
  };
  const none = () => module._Py_GetConstant(0);
  const [first, name, ...rest] = argv;
  const isModule = first === "-m";
  const config = module.__Py_GetConfig();
  const dict = module.__PyConfig_AsDict(config);
  const values = {
    run_filename: isModule ? none() : string(first),
    run_module: isModule ? string(name) : none(),
    argv: list(isModule ? [first, ...rest] : argv),
  };
  for (const [key, value] of Object.entries(values)) {
    withText(key, (pointer) => module._PyDict_SetItemString(dict, pointer, value));
    module._Py_DecRef(value);
  }
  const failed = module.__PyConfig_FromDict(config, dict);
  module._Py_DecRef(dict);
  if (failed) module._PyErr_Clear();
  return !failed;
}

/**
 * Python's own `main`, with stack switching where there is some; private in Pyodide, so with a way round it.
 * @param {string[]} argv
 */
async function runMain(argv) {
  const { _module: module } = pyodide;
  if (!setCommand(argv)) return pyodide.pyimport("_importable_runner").run_command(pyodide.toPy(argv));
  if (module.jspiSupported && module.promisingRunMain) return module.promisingRunMain();
  if (module._run_main) return module._run_main();
  return pyodide.pyimport("_importable_runner").run_command(pyodide.toPy(argv));
}

/** What Python does when it ends: `atexit`, `__del__`, and what they print. */
function finalize() {
  try {
    giveInputBack(); // nothing can wait any more
    pyodide._module._Py_FinalizeEx?.();
  } catch {
    // The run has ended and its exit status is known: what breaks from here on concerns nobody.
  }
}

/** @param {{files: Record<string, string>, argv: string[], stdin: string | null, clock?: number}} message */
async function run({ files, argv, stdin, clock = 0 }) {
  const output = new Output();
  complain = (error) => output.writer("stderr").write(new TextEncoder().encode(`${messageOf(error)}\n`));
  if (clock) moveClock(clock);
  const runner = pyodide.pyimport("_importable_runner");
  writeFiles(files);
  await loadPackages(runner, files);
  // Without stack switching Python cannot wait when it finds that something is missing.
  if (!isWhole && (!pyodide._module.jspiSupported || runner.library_wanted(pyodide.toPy(Object.keys(files)))))
    await askLibrary();
  const lines = stdin === null ? [] : (stdin.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  pyodide.setStdin({ stdin: () => lines.shift() ?? null, autoEOF: false });
  pyodide.setStdout(output.writer("stdout"));
  pyodide.setStderr(output.writer("stderr"));
  const ask = (/** @type {string} */ prompt) => {
    output.flush();
    send({ type: "input", prompt: prompt.slice(-1000) });
    return answer("line").then((message) => message.text);
  };
  giveInputBack = runner.give_input_back;
  // undefined is None; null would be Pyodide's jsnull
  runner.prepare(pyodide.toPy(argv), stdin === null ? ask : undefined, isWhole ? undefined : askLibrary);
  const tell = (/** @type {number} */ exit) => {
    output.end();
    send({ type: "done", exit: exit & 0xff, cut: output.cut }); // as much as a terminal keeps of it
  };
  // Private: what breaks in a callback of asyncio's reaches nobody else, and the run would have no end but Stop.
  if (pyodide._api) {
    pyodide._api.on_fatal = (/** @type {unknown} */ error) => {
      const exit = exitStatus(error);
      if (exit === null) tellBroken(error);
      else tell(exit);
    };
  }
  tell(await runToTheEnd(argv));
}

/** Emscripten's word for `exit()`: sys.exit() and os._exit() come out of Python's main this way. @param {unknown} error */
function exitStatus(error) {
  const { status } = /** @type {{status?: unknown}} */ (error ?? {});
  return typeof status === "number" ? status : null;
}

/** The exit status of the run; throws only when the interpreter itself broke. @param {string[]} argv */
async function runToTheEnd(argv) {
  try {
    const exit = await runMain(argv);
    finalize();
    return exit;
  } catch (error) {
    const exit = exitStatus(error);
    if (exit === null) throw error;
    return exit;
  }
}

/** Another time of day, for the verifier. @param {number} seconds */
function moveClock(seconds) {
  const { now: real } = Date;
  Date.now = () => real() + seconds * 1000;
}

/** @param {unknown} error */
const messageOf = (error) => String(error instanceof Error ? error.message : error);

/** @param {unknown} error */
function tellBroken(error) {
  send({ type: "broken", message: messageOf(error).slice(0, 1000) });
}

/** Says what went wrong in a callback that Python does not wait for. @type {(error: unknown) => void} */
let complain = () => {};
globalThis.addEventListener("error", (event) => {
  event.preventDefault(); // it is no fault of the page
  complain(event.error);
});
globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  complain(event.reason);
});

// Before Pyodide is read: Emscripten keeps what it finds at its start.
silence();
capMemory();

// Not `onmessage`: a program could set that to nothing.
globalThis.addEventListener("message", async ({ data }) => {
  if (data.type === "library") {
    await started; // it comes unasked, too
    putLibrary(data.bytes);
  }
  const waiter = waiting.get(data.type);
  if (waiter) {
    waiting.delete(data.type);
    waiter(data);
    return;
  }
  try {
    if (data.type === "file") {
      file(data.name).give(data.content);
      modules ??= importFiles();
      modules.catch(() => {}); // the start will say so
    } else if (data.type === "start") await (started = start(data));
    else if (data.type === "run") await run(data);
  } catch (error) {
    tellBroken(error);
  }
});
