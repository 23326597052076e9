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
  /** @type {Uint8Array | undefined} */
  snapshot;
  python = "";
  #worker;
  /** @type {(reason: Error) => void} */
  #fail = () => {};

  /**
   * @param {WorkerLike} worker
   * @param {{snapshot?: Uint8Array, keep: boolean}} start the message that starts it; the snapshot goes over to it
   */
  constructor(worker, start) {
    this.#worker = worker;
    /** @type {Promise<Interpreter>} */
    this.ready = new Promise((resolve, reject) => {
      this.#fail = reject;
      // Until it is ready, nothing but our own code has run in it.
      worker.onmessage = (/** @type {{data: any}} */ { data }) => {
        if (data.type === "broken") return reject(new Error(data.message));
        if (data.type !== "ready") return;
        ({ snapshot: this.snapshot, python: this.python } = data);
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
    const clock = setTimeout(
      () => this.#fail(new Error(`no answer for ${LONGEST_START} seconds`)),
      LONGEST_START * 1000,
    );
    // Whoever takes it hears of a failure.
    this.ready.catch(() => {}).finally(() => clearTimeout(clock));
    worker.postMessage({ type: "start", ...start }, start.snapshot ? [start.snapshot.buffer] : []);
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
  /** @type {Interpreter | null} */
  #spare = null;
  /** @type {Interpreter | null} */
  #current = null;
  #spawn;
  #settings;

  /**
   * @param {() => WorkerLike} spawn makes a worker that runs worker.js
   * @param {{core: any, whole: boolean, runner: string, env?: Record<string, string>}} settings whole: whether the
   *   standard library is, or only the part that a start needs
   */
  constructor(spawn, settings) {
    this.#spawn = spawn;
    this.#settings = settings;
  }

  /**
   * Make one run in an interpreter of its own, and get the next one ready.
   * @param {Order} order
   * @param {Listener} listener hears `started`, `output`, `wants`, `library`, `input`, and at the end `done` or `broken`
   * @returns {Promise<void>}
   */
  async run(order, listener) {
    const interpreter = this.#spare ?? this.#start();
    this.#spare = null;
    this.#current = interpreter;
    try {
      await interpreter.ready;
    } catch (error) {
      if (this.#current === interpreter) this.#current = null;
      // A snapshot that cannot be taken or loaded is done without.
      if (this.#snapshot !== null && String(error) !== "Error: stopped") {
        this.#snapshot = null;
        return this.run(order, listener);
      }
      throw error;
    }
    if (interpreter.snapshot) this.#snapshot = interpreter.snapshot;
    listener({ type: "started", python: interpreter.python });
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

  /** Get an interpreter ready for the first run. */
  warm() {
    this.#spare ??= this.#start();
  }

  /** The library's whole zip file is there, for those that are started and those to come. @param {Uint8Array} bytes */
  complete(bytes) {
    Object.assign(this.#settings.core.files, { "python_stdlib.zip": bytes });
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
    this.#spare ??= this.#start();
  }

  #start() {
    return new Interpreter(this.#spawn(), {
      ...this.#settings,
      snapshot: this.#snapshot?.slice(), // one copy, where sending it would make three
      keep: this.#snapshot === undefined,
    });
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

/**
 * Serve the page that holds the frame. It sends `run`, `stop`, `packages`, `library` and `line`; what it hears
 * carries the number of the run.
 * @param {Window} page
 * @param {{files: Record<string, any>, worker: string, runner: string}} boot Pyodide's files, and ours as text
 */
export async function serve(page, { files, worker, runner }) {
  const tell = (/** @type {any} */ message) => page.postMessage(message, "*");
  const { "pyodide.asm.wasm": wasm, ...others } = files;
  const module = await WebAssembly.compile(wasm);
  const address = `data:text/javascript;charset=utf-8,${encodeURIComponent(worker)}`;
  const spawn = () => new Worker(address, { type: "module" });
  const interpreters = new Interpreters(spawn, { core: { files: others, module }, whole: false, runner });
  addEventListener("message", ({ source, data }) => {
    if (source !== page) return;
    if (data.type === "run") {
      const listener = (/** @type {any} */ message) => tell({ ...message, id: data.id });
      interpreters
        .run(data.order, listener)
        .catch((/** @type {Error} */ { message }) => listener({ type: "unstarted", message }));
    } else if (data.type === "stop") interpreters.stop();
    else if (data.type === "library") interpreters.complete(joined(others["python_stdlib.zip"], data.rest, data.cut));
    else interpreters.answer(data);
  });
  interpreters.warm();
  tell({ type: "booted" });
}
