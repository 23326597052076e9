// Runs commands for the cells of this visit: fetches Pyodide when it is first needed, seals it into a frame, lets
// one run at a time have it, and stops what will not end. Loaded at the first Run.
import { readMessage } from "./messages.js";
import { fetchPackages, PackageError, resolvePackages } from "./packages.js";
import { fetchCore } from "./sources.js";

/**
 * @typedef {object} Order
 * @property {Record<string, string>} files
 * @property {string[]} argv
 * @property {string | null} stdin null: the reader is asked
 */
/**
 * @typedef {object} Observer what a cell wants to hear of its run
 * @property {(state: "loading" | "queued" | "running" | "input") => void} state
 * @property {(loaded: number, total: number, what: string) => void} progress in bytes
 * @property {(chunks: import("./messages.js").Chunk[]) => void} output
 * @property {(prompt: string) => Promise<string | null>} input
 */
/**
 * @typedef {object} End
 * @property {"done" | "failed" | "stopped"} state
 * @property {number | null} exit
 * @property {string} [message] why it failed
 * @property {string[]} [missing] packages that could not be loaded
 * @property {{characters: number, lines: number}} [cut] what was printed and not kept
 */
/** @typedef {{id: number, order: Order, observer: Observer, end: (end: End) => void, abort: AbortController}} Job */

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);
const text = async (/** @type {string} */ name) => (await fetch(here(name))).text();

export class Runtime {
  /** @type {Job[]} the first has the frame */
  #jobs = [];
  #count = 0;
  /** @type {Promise<Window> | null} */
  #frame = null;
  /** @type {HTMLIFrameElement | null} */
  #element = null;
  /** @type {import("./packages.js").Lock | null} */
  #lock = null;
  /** @type {import("./sources.js").Pin | null} */
  #pin = null;
  #loaded = [0, 0];

  /**
   * Make one run. The promise never rejects: how it ended is in the answer.
   * @param {Order} order
   * @param {Observer} observer
   * @param {AbortSignal} signal stops the run
   * @returns {Promise<End>}
   */
  run(order, observer, signal) {
    return new Promise((resolve) => {
      const abort = new AbortController();
      const id = ++this.#count;
      const end = (/** @type {End} */ how) => {
        const place = this.#jobs.indexOf(job);
        if (place < 0) return;
        this.#jobs.splice(place, 1);
        abort.abort();
        resolve(how);
        if (place === 0) this.#next();
      };
      const job = { id, order, observer, end, abort };
      signal.addEventListener("abort", () => this.#stop(job), { once: true });
      this.#jobs.push(job);
      if (this.#jobs.length > 1) observer.state("queued");
      else this.#next();
    });
  }

  async #next() {
    const job = this.#jobs[0];
    if (!job) return;
    job.observer.state("loading");
    try {
      if (this.#loaded[1]) job.observer.progress(this.#loaded[0], this.#loaded[1], "Python");
      this.#frame ??= this.#boot();
      const frame = await this.#frame;
      if (this.#jobs[0] === job) frame.postMessage({ type: "run", id: job.id, order: job.order }, "*");
    } catch (error) {
      this.#unload();
      job.end({ state: "failed", exit: null, message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** @param {Job} job */
  #stop(job) {
    // While Pyodide itself is loading there is nothing to end in the frame, and the download goes on for the next run.
    if (this.#jobs[0] === job) this.#answer({ type: "stop" }).catch(() => {});
    job.end({ state: "stopped", exit: null });
  }

  /** Fetch Pyodide and seal it in. */
  async #boot() {
    const [pinText, frame, worker, runner] = await Promise.all(
      ["pyodide.json", "frame.js", "worker.js", "runner.py"].map(text),
    );
    const pin = /** @type {import("./sources.js").Pin} */ (JSON.parse(pinText));
    const sources = [new URL(pin.cdn), here("../vendor/pyodide/")];
    const [listening, bytes] = await Promise.all([
      this.#makeFrame(),
      fetchCore(pin, sources, (...loaded) => this.#progress(...loaded)),
    ]);
    const readable = /\.(mjs|json)$/;
    const files = Object.fromEntries(
      Object.entries(bytes).map(([name, content]) => [
        name,
        readable.test(name) ? new TextDecoder().decode(content) : content,
      ]),
    );
    this.#pin = pin;
    this.#lock = JSON.parse(String(files["pyodide-lock.json"]));
    const booted = this.#hear("booted", 60);
    const transfer = Object.values(files).filter((content) => content instanceof ArrayBuffer);
    listening.postMessage({ type: "boot", frame, worker, runner, files }, "*", transfer);
    await booted;
    return listening;
  }

  /** @param {number} loaded @param {number} total */
  #progress(loaded, total) {
    this.#loaded = [loaded, total];
    this.#jobs[0]?.observer.progress(loaded, total, "Python");
  }

  /** The sealed frame: an origin of its own, so no storage; its own policy, so no network. */
  async #makeFrame() {
    const element = document.createElement("iframe");
    element.setAttribute("sandbox", "allow-scripts");
    element.hidden = true;
    element.title = "Python";
    element.src = here("frame.html").href;
    this.#element = element;
    addEventListener("message", this.#onMessage);
    const listening = this.#hear("listening", 10);
    document.body.append(element);
    await listening;
    if (!element.contentWindow) throw new Error("The frame for Python was removed from the page.");
    return element.contentWindow;
  }

  /** @type {Map<string, {resolve: () => void, reject: (error: Error) => void}>} */
  #waiting = new Map();

  /**
   * Wait for the frame to say this.
   * @param {"listening" | "booted"} type
   * @param {number} seconds after which it is taken to be unable to
   * @returns {Promise<void>}
   */
  #hear(type, seconds) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(type, { resolve, reject });
      setTimeout(
        reject,
        seconds * 1000,
        new Error("Python could not be started: its frame does not answer in this browser."),
      );
    });
  }

  #unload() {
    removeEventListener("message", this.#onMessage);
    this.#element?.remove();
    this.#element = null;
    this.#frame = null;
    this.#waiting.clear();
  }

  #onMessage = (/** @type {MessageEvent} */ { source, data }) => {
    if (!this.#element || source !== this.#element.contentWindow) return;
    const message = readMessage(data);
    if (!message) return;
    if (message.type === "unusable") {
      const error = new Error(`Python could not be started in this browser (${message.message}).`);
      for (const waiter of this.#waiting.values()) waiter.reject(error);
    } else if (!("id" in message)) this.#waiting.get(message.type)?.resolve();
    else if (message.id === this.#jobs[0]?.id) this.#serve(this.#jobs[0], message);
  };

  /**
   * @param {Job} job
   * @param {Extract<import("./messages.js").FrameMessage, {id: number}>} message
   */
  #serve(job, message) {
    if (message.type === "started") job.observer.state("running");
    else if (message.type === "output") job.observer.output(message.chunks);
    else if (message.type === "wants") this.#bringPackages(job, message.names);
    else if (message.type === "input") this.#ask(job, message.prompt);
    else if (message.type === "done") job.end({ state: "done", exit: message.exit, cut: message.cut });
    else job.end({ state: "failed", exit: null, message: inWords(message.message) });
  }

  /** @param {object} answer */
  async #answer(answer) {
    (await this.#frame)?.postMessage(answer, "*");
  }

  /** @param {Job} job @param {string[]} names */
  async #bringPackages(job, names) {
    if (!this.#lock || !this.#pin) return;
    try {
      const packages = resolvePackages(names, this.#lock);
      if (packages.length) job.observer.state("loading");
      if (packages.length) job.observer.progress(0, 0, packages.map((entry) => entry.name).join(", "));
      const fetched = await fetchPackages(packages, this.#pin.cdn, job.abort.signal);
      if (packages.length) job.observer.state("running");
      await this.#answer({ type: "packages", ...fetched });
    } catch (error) {
      if (job.abort.signal.aborted) return;
      await this.#answer({ type: "stop" });
      const missing = error instanceof PackageError ? error.packages : names;
      job.end({
        state: "failed",
        exit: null,
        message: error instanceof Error ? error.message : String(error),
        missing,
      });
    }
  }

  /** @param {Job} job @param {string} prompt */
  async #ask(job, prompt) {
    job.observer.state("input");
    const line = await job.observer.input(prompt);
    if (this.#jobs[0] !== job) return;
    job.observer.state("running");
    await this.#answer({ type: "line", text: line });
  }
}

/** What an interpreter says when it breaks, for a reader. @param {string} message */
function inWords(message) {
  if (/call stack|recursion/i.test(message)) {
    return "The program called itself too deeply and broke the interpreter: a browser's stack is smaller than a terminal's. The next run gets a new one.";
  }
  return `The program broke the interpreter (${message}). The next run gets a new one.`;
}
