// Keeps the interpreters: the snapshot of a started one, one of them running, one made ready for the next run.
// In the page it works inside the sealed frame (frame.html imports it from a `data:` address, so it imports
// nothing itself); under Node the verifier's host uses the same class.

/**
 * @typedef {object} Order one run to be made
 * @property {Record<string, string>} files path to text
 * @property {string[]} argv what comes after `python`
 * @property {string | null} stdin what the program reads; null asks the reader
 * @property {number} [clock] seconds by which the clock is moved
 */
/** @typedef {{postMessage(message: any, transfer?: any): void, terminate(): void, onmessage: any, onerror: any}} WorkerLike */
/** @typedef {(message: any) => void} Listener */

/** Seconds after which a start is taken to hang; a slow phone takes a third of it. */
const LONGEST_START = 60;

const ZIP = "python_stdlib.zip";
/** Without them no interpreter starts. */
const NEEDED = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide-lock.json", ZIP];

/** What a run may send on. Its worker also runs what the reader wrote, so any message may be forged. */
const FROM_A_RUN = new Set(["output", "wants", "library", "input", "done", "broken"]);

/**
 * Lets pass what a run sends, and neither a flood of messages nor a huge one: worker.js sends 500 at once and
 * some 300 a second at most, and a million characters in all.
 */
class Gate {
  #credit = 2000;
  #last = performance.now();

  /** @param {any} message @returns {boolean} whether the run may go on */
  lets(message) {
    const time = performance.now();
    this.#credit = Math.min(2000, this.#credit + (time - this.#last) * 0.6) - 1;
    this.#last = time;
    return this.#credit > 0 && sizeOf(message) <= 1_100_000;
  }
}

/** Roughly how much a message holds: the characters of its strings, and the items of its lists. @param {any} value */
function sizeOf(value, depth = 0) {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 1;
  if (depth > 3 || (ArrayBuffer.isView(value) && value.byteLength > 1000) || value instanceof ArrayBuffer)
    return Infinity;
  const items = Object.values(value);
  let size = items.length;
  for (const item of items) if (size <= 1_100_000) size += sizeOf(item, depth + 1);
  return size;
}

/** One worker, from its start to its end. */
class Interpreter {
  /** @type {Listener} */
  listener = () => {};
  /** The snapshot that was taken of it. @type {Uint8Array | undefined} */
  taken;
  python = "";
  /** Whether it was started from a snapshot. */
  restored = false;
  isStarted = false;
  isBroken = false;
  #worker;
  /** @type {(reason: Error) => void} */
  #fail = () => {};

  /** @param {WorkerLike} worker reads its script, and the files that come, while it waits for its start */
  constructor(worker) {
    this.#worker = worker;
    /** @type {Promise<Interpreter>} */
    this.ready = new Promise((resolve, reject) => {
      this.#fail = reject;
      // Until it is ready, nothing but our own code has run in it.
      worker.onmessage = (/** @type {{data: any}} */ { data }) => {
        if (data.type === "broken") return reject(new Error(data.message));
        if (data.type !== "ready") return;
        ({ snapshot: this.taken, python: this.python } = data);
        this.#listen();
        resolve(this);
      };
      worker.onerror = (/** @type {{message?: string, preventDefault?: () => void}} */ event) => {
        event.preventDefault?.();
        const message = (event?.message || "the worker could not start").slice(0, 1000);
        reject(new Error(message));
        this.#break(message);
      };
    });
    this.ready.catch(() => {}); // whoever takes it hears of a failure
  }

  /** @param {{core: any, restores: boolean, keep: boolean}} settings restores: it waits for a snapshot */
  start(settings) {
    this.isStarted = true;
    this.restored = settings.restores;
    this.post({ type: "start", ...settings });
  }

  /** What it waits for; it goes over to it. @param {Uint8Array} bytes */
  giveSnapshot(bytes) {
    this.#worker.postMessage({ type: "snapshot", bytes }, [bytes.buffer]);
  }

  /** From now on it has all that it needs to start. */
  expect() {
    const late = () => this.#fail(new Error(`no answer for ${LONGEST_START} seconds`));
    const clock = setTimeout(late, LONGEST_START * 1000);
    this.ready.catch(() => {}).finally(() => clearTimeout(clock));
  }

  #listen() {
    const gate = new Gate();
    this.#worker.onmessage = (/** @type {{data: any}} */ { data }) => {
      if (!gate.lets(data)) this.#break("it sent more than the page can take");
      else if (FROM_A_RUN.has(data?.type)) this.listener(data);
    };
  }

  /** Nothing is heard of it any more: what it has sent already may be much. @param {string} message */
  #break(message) {
    this.isBroken = true;
    this.#worker.onmessage = null;
    this.#worker.terminate();
    this.listener({ type: "broken", message });
  }

  /** @param {any} message */
  post(message) {
    this.#worker.postMessage(message);
  }

  end() {
    this.#worker.onmessage = null;
    this.#worker.terminate();
    this.#fail(new Error("stopped"));
  }
}

export class Interpreters {
  /** Of a started interpreter; undefined: not taken yet; null: none can be had. @type {Uint8Array | null | undefined} */
  #snapshot;
  /** Whether that was taken in an earlier visit, and so may fit no more. */
  #old = false;
  /** Whether it is known to be there, and has not come yet. */
  #isExpected = false;
  /** @type {Interpreter | null} */
  #spare = null;
  /** @type {Interpreter | null} */
  #current = null;
  /** What a start needs, by name, as far as it is there. @type {Map<string, any>} */
  #files = new Map();
  #spawn;
  #settings;

  /**
   * @param {() => WorkerLike} spawn makes a worker that runs worker.js
   * @param {{core: any, whole: boolean, runner: string, env?: Record<string, string>}} settings core: empty where files
   *   and module are still to come; whole: whether the standard library is, or only the part that a start needs
   */
  constructor(spawn, settings) {
    this.#spawn = spawn;
    this.#settings = settings;
  }

  /** Whether a start needs nothing more. */
  get #complete() {
    const { core } = this.#settings;
    return core.module !== undefined && (core.loader !== undefined || NEEDED.every((name) => this.#files.has(name)));
  }

  /**
   * Make one run in an interpreter of its own, and get the next one ready.
   * @param {Order} order
   * @param {Listener} listener hears `started`, `output`, `wants`, `library`, `input`, and at the end `done` or `broken`
   * @returns {Promise<void>}
   */
  async run(order, listener) {
    const interpreter = this.#next();
    this.#spare = null;
    this.#current = interpreter;
    try {
      await interpreter.ready;
    } catch (error) {
      if (this.#current === interpreter) this.#current = null;
      interpreter.end(); // it may only be slow, and would take a core beside the next one
      // A snapshot that cannot be taken or loaded is done without.
      if (this.#snapshot !== null && String(error) !== "Error: stopped") {
        this.#snapshot = this.#old ? undefined : null;
        this.#old = false;
        return this.run(order, listener);
      }
      throw error;
    }
    if (interpreter.taken) this.#snapshot = interpreter.taken;
    listener({ type: "started", python: interpreter.python, restored: interpreter.restored });
    await new Promise((resolve) => {
      interpreter.listener = (message) => {
        listener(message);
        if (message.type !== "done" && message.type !== "broken") return;
        if (this.#current === interpreter) this.stop();
        resolve(undefined);
      };
      interpreter.post({ type: "run", ...order });
    });
  }

  /** Have a worker that reads what comes, before it is known what it will start from. */
  prepare() {
    this.#spare ??= this.#make();
  }

  /** Get an interpreter ready for the first run. */
  warm() {
    this.#next();
  }

  /** A file of Pyodide's is there. @param {string} name @param {string | ArrayBuffer} content */
  add(name, content) {
    if (this.#files.has(name)) return;
    this.#files.set(name, content);
    this.#tell({ type: "file", name, content });
  }

  /** Python itself is there. @param {WebAssembly.Module} module */
  give(module) {
    this.#settings.core.module = module;
    this.#tell({ type: "module", module });
  }

  /** To those that are made already. @param {object} message something that a start needs */
  #tell(message) {
    for (const interpreter of [this.#current, this.#spare]) {
      interpreter?.post(message);
      if (interpreter?.isStarted && this.#complete) interpreter.expect();
    }
  }

  /** A snapshot of an earlier visit will come: to start from it can be begun. */
  expectSnapshot() {
    this.#old = true;
    this.#isExpected = true;
  }

  /** It has come. @param {Uint8Array} snapshot */
  restore(snapshot) {
    this.#isExpected = false;
    this.#snapshot = snapshot;
    for (const interpreter of [this.#current, this.#spare])
      if (interpreter?.restored) interpreter.giveSnapshot(snapshot.slice());
  }

  /** It is not to be had after all: start without it, now. Nothing has been run yet. */
  startAnew() {
    this.#isExpected = false;
    this.#old = false;
    this.#spare?.end();
    this.#spare = null;
    this.#next();
  }

  /** A copy of the snapshot, if there is one. */
  get snapshot() {
    return this.#snapshot?.slice();
  }

  /**
   * The rest of the library is there, for those that are started and those to come.
   * @param {ArrayBuffer} rest
   * @param {number} cut see `joined`
   */
  complete(rest, cut) {
    const bytes = joined(this.#files.get(ZIP), rest, cut);
    this.#files.set(ZIP, bytes);
    this.#settings.whole = true;
    for (const interpreter of [this.#current, this.#spare]) interpreter?.post({ type: "library", bytes });
  }

  /** Give the run what it asked for. @param {any} message `packages` or `line` */
  answer(message) {
    this.#current?.post(message);
  }

  /** End the run that is under way, whatever it does, and get an interpreter ready for the next one. */
  stop() {
    if (!this.#current) return;
    this.#current.end();
    this.#current = null;
    this.#next();
  }

  #make() {
    const interpreter = new Interpreter(this.#spawn());
    for (const [name, content] of this.#files) interpreter.post({ type: "file", name, content });
    return interpreter;
  }

  /** The one for the next run, started. */
  #next() {
    // Another one may read its script; or it will say why not.
    if (this.#spare?.isBroken && !this.#spare.isStarted) this.#spare = null;
    const interpreter = (this.#spare ??= this.#make());
    if (interpreter.isStarted) return interpreter;
    const restores = this.#isExpected || !!this.#snapshot;
    interpreter.start({ ...this.#settings, restores, keep: !restores && this.#snapshot === undefined });
    if (this.#snapshot) interpreter.giveSnapshot(this.#snapshot.slice()); // one copy: sending it would make three
    if (this.#complete) interpreter.expect();
    return interpreter;
  }
}

/**
 * The whole zip file from its two parts: the second has a directory of all, in the place of the first one's.
 * @param {ArrayBuffer} start
 * @param {ArrayBuffer} rest
 * @param {number} cut where that directory begins
 */
export function joined(start, rest, cut) {
  const bytes = new Uint8Array(cut + rest.byteLength);
  bytes.set(new Uint8Array(start, 0, cut));
  bytes.set(new Uint8Array(rest), cut);
  return bytes;
}

/** Python's wasm on its way: it is compiled while it comes. */
class Compilation {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  #pieces = [];
  #module;
  /** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
  #stream;

  constructor() {
    const body = new ReadableStream({
      start: (controller) => void (this.#stream = controller),
      cancel: () => (this.#stream = undefined), // the compiler has seen enough
    });
    const headers = { "content-type": "application/wasm" };
    this.#module = WebAssembly.compileStreaming(new Response(body, { headers }));
    this.#module.catch(() => {}); // it may never come to its end
  }

  /** @param {Uint8Array<ArrayBuffer>} piece */
  add(piece) {
    this.#pieces.push(piece);
    this.#stream?.enqueue(piece);
  }

  /** That was all. Where it cannot be compiled as it comes, it can be as a whole. */
  async end() {
    this.#stream?.close();
    const whole = async () => WebAssembly.compile(await new Blob(this.#pieces).arrayBuffer());
    return this.#module.catch(whole);
  }
}

/**
 * Serve the page that holds the frame. It sends the files, each as soon as it has it: `piece` and `wasm`, `file`. It sends
 * `begin`, when it knows whether a snapshot is kept, and then that `snapshot`, or none, if it could not be read; then
 * `run`, `stop`, `packages`, `library` and `line`, and `keep`, which asks for the snapshot. What it hears about a run
 * carries the number of that run.
 * @param {Window} page
 * @param {{worker: string, runner: string}} boot files of ours, as text
 */
export function serve(page, { worker, runner }) {
  const tell = (/** @type {any} */ message, /** @type {Transferable[]} */ transfer = []) =>
    page.postMessage(message, "*", transfer);
  const address = `data:text/javascript;charset=utf-8,${encodeURIComponent(worker)}`;
  const spawn = () => new Worker(address, { type: "module" });
  const interpreters = new Interpreters(spawn, { core: {}, whole: false, runner });
  interpreters.prepare();
  /** By attempt, until one of them is whole and right. @type {Map<number, Compilation> | null} */
  let compilations = new Map();
  /** @type {Record<string, (message: any) => void>} */
  const on = {
    piece({ attempt, piece }) {
      if (compilations && !compilations.has(attempt)) compilations.set(attempt, new Compilation());
      compilations?.get(attempt)?.add(piece);
    },
    async wasm({ attempt }) {
      const compilation = compilations?.get(attempt);
      if (!compilation) return;
      compilations = null;
      interpreters.give(await compilation.end());
      tell({ type: "compiled" });
    },
    file: ({ name, content }) => interpreters.add(name, content),
    begin({ isKept }) {
      if (isKept) interpreters.expectSnapshot();
      interpreters.warm();
    },
    snapshot: ({ bytes }) => (bytes ? interpreters.restore(bytes) : interpreters.startAnew()),
    keep() {
      const bytes = interpreters.snapshot;
      if (bytes) tell({ type: "snapshot", bytes }, [bytes.buffer]);
    },
    run({ id, order }) {
      const listener = (/** @type {any} */ message) => tell({ ...message, id });
      interpreters
        .run(order, listener)
        .catch((/** @type {Error} */ { message }) => listener({ type: "unstarted", message }));
    },
    stop: () => interpreters.stop(),
    library: ({ rest, cut }) => interpreters.complete(rest, cut),
    packages: (message) => interpreters.answer(message),
    line: (message) => interpreters.answer(message),
  };
  addEventListener("message", async ({ source, data }) => {
    if (source !== page) return;
    try {
      await on[data.type]?.(data);
    } catch (error) {
      tell({ type: "unusable", message: String(error) });
    }
  });
  tell({ type: "booted" });
}
