// Keeps the interpreters: a snapshot for each command, one of them running, one made ready for the next run.
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
   * @param {object} start the message that starts it
   */
  constructor(worker, start) {
    this.#worker = worker;
    /** @type {Promise<Interpreter>} */
    this.ready = new Promise((resolve, reject) => {
      this.#fail = reject;
      worker.onmessage = (/** @type {{data: any}} */ { data }) => {
        if (data.type === "ready") {
          ({ snapshot: this.snapshot, python: this.python } = data);
          resolve(this);
        } else {
          if (data.type === "broken") reject(new Error(data.message));
          this.listener(data);
        }
      };
      worker.onerror = (/** @type {{message?: string}} */ event) => {
        const message = event?.message || "the worker could not start";
        reject(new Error(message));
        this.listener({ type: "broken", message });
      };
    });
    this.ready.catch(() => {}); // whoever takes it hears of it
    worker.postMessage({ type: "start", ...start });
  }

  /** @param {any} message */
  post(message) {
    this.#worker.postMessage(message);
  }

  end() {
    this.#worker.terminate();
    this.#fail(new Error("stopped"));
  }
}

export class Interpreters {
  /** @type {Map<string, Uint8Array | null>} */
  #snapshots = new Map();
  /** @type {{key: string, interpreter: Interpreter} | null} */
  #spare = null;
  /** @type {{interpreter: Interpreter, argv: string[]} | null} */
  #current = null;
  #spawn;
  #settings;

  /**
   * @param {() => WorkerLike} spawn makes a worker that runs worker.js
   * @param {{core: object, runner: string, env?: Record<string, string>}} settings
   */
  constructor(spawn, settings) {
    this.#spawn = spawn;
    this.#settings = settings;
  }

  /** Have an interpreter ready for this command. @param {string[]} argv */
  warm(argv) {
    const key = JSON.stringify(argv);
    if (this.#spare?.key === key) return;
    this.#spare?.interpreter.end();
    this.#spare = { key, interpreter: this.#start(argv, key) };
  }

  /**
   * Make one run in an interpreter of its own, and get the next one ready.
   * @param {Order} order
   * @param {Listener} listener hears `started`, `output`, `wants`, `input`, and at the end `done` or `broken`
   * @returns {Promise<void>}
   */
  async run(order, listener) {
    const key = JSON.stringify(order.argv);
    const interpreter = this.#spare?.key === key ? this.#spare.interpreter : this.#start(order.argv, key);
    if (this.#spare?.interpreter === interpreter) this.#spare = null;
    this.#current = { interpreter, argv: order.argv };
    try {
      await interpreter.ready;
    } catch (error) {
      if (this.#current?.interpreter === interpreter) this.#current = null;
      // A snapshot that cannot be taken or loaded is done without.
      if (this.#snapshots.get(key) !== null && String(error) !== "Error: stopped") {
        this.#snapshots.set(key, null);
        return this.run(order, listener);
      }
      throw error;
    }
    if (interpreter.snapshot) this.#snapshots.set(key, interpreter.snapshot);
    listener({ type: "started", python: interpreter.python });
    await new Promise((resolve) => {
      interpreter.listener = (message) => {
        listener(message);
        if (message.type !== "done" && message.type !== "broken") return;
        if (this.#current?.interpreter === interpreter) this.stop();
        resolve(undefined);
      };
      interpreter.post({ type: "run", ...order });
    });
  }

  /** Give the run what it asked for. @param {any} message `packages` or `line` */
  answer(message) {
    this.#current?.interpreter.post(message);
  }

  /** End the run that is under way, whatever it does, and get an interpreter ready for the next one. */
  stop() {
    if (!this.#current) return;
    const { interpreter, argv } = this.#current;
    this.#current = null;
    interpreter.end();
    this.warm(argv);
  }

  /**
   * @param {string[]} argv
   * @param {string} key
   */
  #start(argv, key) {
    const snapshot = this.#snapshots.get(key);
    return new Interpreter(this.#spawn(), {
      ...this.#settings,
      argv,
      snapshot: snapshot ?? undefined,
      keep: snapshot === undefined,
    });
  }
}

/**
 * Serve the page that holds the frame. It sends `run`, `warm`, `stop`, `packages` and `line`; what it hears
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
  const interpreters = new Interpreters(spawn, { core: { files: others, module }, runner });
  addEventListener("message", ({ source, data }) => {
    if (source !== page) return;
    if (data.type === "run") {
      const listener = (/** @type {any} */ message) => tell({ ...message, id: data.id });
      interpreters
        .run(data.order, listener)
        .catch((/** @type {unknown} */ error) => listener({ type: "broken", message: String(error) }));
    } else if (data.type === "warm") interpreters.warm(data.argv);
    else if (data.type === "stop") interpreters.stop();
    else interpreters.answer(data);
  });
  tell({ type: "booted" });
}
