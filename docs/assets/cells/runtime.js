// Runs commands for the cells of this visit: fetches Pyodide when it is first needed, seals it into a frame, lets
// one run at a time have it, and stops what will not end. Loaded at the first sign that the reader wants a run.
import { fetchTexts } from "./download.js";
import { addFrame } from "./intent.js";
import { fetchPart, LIBRARY } from "./library.js";
import { readMessage } from "./messages.js";
import { fetchPackages, PackageError, resolvePackages } from "./packages.js";
import { SnapshotStore } from "./snapshot.js";
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
 * @property {boolean} [again] whether trying again may help, with nothing changed
 * @property {string[]} [missing] packages that could not be loaded
 * @property {{characters: number, lines: number}} [cut] what was printed and not kept
 */
/** @typedef {(message: object, transfer?: Transferable[]) => void} Post to the frame */
/**
 * @typedef {object} Job
 * @property {number} id
 * @property {Order} order
 * @property {Observer} observer
 * @property {(end: End) => void} end
 * @property {AbortController} abort aborted when the run has ended
 * @property {number} room characters that may still come
 * @property {boolean} brought whether packages were asked for
 * @property {() => void} [started] says that Python has started
 */

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

const [WASM, LOCK, ZIP] = ["pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip"];

/** Seconds: a frame is there soon, on a slow line too, or never; to compile takes seconds; a start on a slow phone takes
 * half a minute. */
const BOOTED = 20;
const COMPILED = 60;
const STARTED = 75;
/** Seconds: storage that takes longer than that to give something back is of no use. */
const OUT_OF_STORE = 2;
/** Seconds in which a reader reads an output; what is for the next visit alone waits for so long. */
const READING = 4;
/** What is taken of one run: worker.js sends no more, but it is not the only one that can send. */
const MOST_CHARACTERS = 1_100_000;

class Runtime {
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
  /** @type {import("./library.js").Library | null} */
  #library = null;
  /** The rest of the library, from when it is asked for. @type {Promise<void> | null} */
  #rest = null;
  #loaded = [0, 0];
  /** @type {AbortController | null} */
  #download = null;
  /** What keeps a started Python between visits; null where nothing can, or not soon enough. @type {SnapshotStore | null} */
  #store = null;

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
      const job = { id, order, observer, end, abort, room: MOST_CHARACTERS, brought: false };
      signal.addEventListener("abort", () => this.#stop(job), { once: true });
      this.#jobs.push(job);
      if (this.#jobs.length > 1) observer.state("queued");
      else this.#next();
    });
  }

  /**
   * Have Python started before a run needs it. Where that fails, the run will say why.
   * @param {HTMLIFrameElement} frame for it, which may be there or still come
   */
  warm(frame) {
    if (this.#frame) return frame.remove();
    this.#frame = this.#boot(frame);
    this.#frame.catch(() => this.#jobs.length || this.#unload());
  }

  async #next() {
    const job = this.#jobs[0];
    if (!job) return;
    job.observer.state("loading");
    try {
      if (this.#loaded[1]) job.observer.progress(this.#loaded[0], this.#loaded[1], "Python");
      this.#frame ??= this.#boot();
      const frame = await this.#frame;
      if (this.#jobs[0] !== job) return;
      frame.postMessage({ type: "run", id: job.id, order: job.order }, "*");
      const clock = setTimeout(() => {
        this.#store?.drop();
        this.#fail(job, new Error(NOT_STARTED));
      }, STARTED * 1000);
      job.abort.signal.addEventListener("abort", () => clearTimeout(clock));
      job.started = () => clearTimeout(clock);
    } catch (error) {
      this.#fail(job, error);
    }
  }

  /** Python itself could not be had: the next run begins from nothing. @param {Job} job @param {unknown} error */
  #fail(job, error) {
    this.#unload();
    const message = error instanceof Error ? error.message : String(error);
    job.end({ state: "failed", exit: null, message, again: true });
  }

  /** @param {Job} job */
  #stop(job) {
    // While Pyodide itself is loading there is nothing to end in the frame, and the download goes on for the next run.
    if (this.#jobs[0] === job) this.#answer({ type: "stop" }).catch(() => {});
    job.end({ state: "stopped", exit: null });
  }

  /** Fetch Pyodide and seal it in: each part is asked for when its address is known, and goes on as it comes. */
  async #boot(element = addFrame()) {
    const abort = new AbortController();
    this.#download = abort;
    const { signal } = abort;
    this.#element = element;
    addEventListener("message", this.#onMessage);
    const pin = fetchTexts([here("pyodide.json")]);
    const library = fetchTexts([new URL("library.json", LIBRARY)]);
    const ours = fetchTexts(["frame.js", "worker.js", "runner.py"].map(here));
    const texts = Promise.all([pin, library, ours]).then((parts) => parts.flat());
    texts.catch(() => {}); // where nothing can be kept, nobody waits for them all; who waits for a part hears of it
    const store = SnapshotStore.of(texts);
    const frame = ours.then((scripts) => this.#openFrame(element, scripts));
    const post = this.#poster(frame);
    const progress = this.#bar();
    const compiled = this.#hear("compiled");
    await Promise.all([
      frame,
      this.#restore(store, post),
      pin.then(([text]) => this.#bringCore(JSON.parse(text), post, progress, signal)),
      library.then(([text]) => this.#bringStart(JSON.parse(text), post, progress, signal)),
    ]);
    await within(COMPILED, compiled, NOT_STARTED);
    return frame;
  }

  /**
   * Pyodide's own files.
   * @param {import("./sources.js").Pin} pin
   * @param {Post} post
   * @param {(more: {core: number}) => void} progress
   * @param {AbortSignal} signal
   */
  async #bringCore(pin, post, progress, signal) {
    signal.throwIfAborted();
    this.#pin = pin;
    const listener = {
      piece: (
        /** @type {number} */ attempt,
        /** @type {string} */ name,
        /** @type {Uint8Array<ArrayBuffer>} */ piece,
      ) => name === WASM && post({ type: "piece", attempt, piece }, [piece.buffer]),
      whole: (/** @type {number} */ attempt, /** @type {string} */ name, /** @type {ArrayBuffer} */ bytes) => {
        if (name === WASM) post({ type: "wasm", attempt });
        else if (name === LOCK) {
          const content = new TextDecoder().decode(bytes);
          this.#lock = JSON.parse(content);
          post({ type: "file", name, content });
        } else post({ type: "file", name, content: bytes }, [bytes]);
      },
    };
    const sources = [new URL(pin.cdn), here("../vendor/pyodide/")];
    await fetchCore(pin, sources, (core) => progress({ core }), { signal, listener });
  }

  /**
   * The part of the library that a start needs.
   * @param {import("./library.js").Library} library
   * @param {Post} post
   * @param {(more: {library: number}) => void} progress
   * @param {AbortSignal} signal
   */
  async #bringStart(library, post, progress, signal) {
    signal.throwIfAborted();
    this.#library = library;
    const content = await fetchPart(library.start, (part) => progress({ library: part }), signal);
    post({ type: "file", name: ZIP, content }, [content]);
  }

  /** Shows both downloads as one, from when it is known how large they are. */
  #bar() {
    const loaded = { core: 0, library: 0 };
    return (/** @type {Partial<typeof loaded>} */ more) => {
      Object.assign(loaded, more);
      if (!this.#pin || !this.#library) return;
      const sizes = Object.values(this.#pin.files).map(({ size }) => size);
      const total = sizes.reduce((sum, size) => sum + size, this.#library.start.size);
      this.#progress(loaded.core + loaded.library, total);
    };
  }

  /**
   * Sends to a frame, in order, as soon as it listens. Who waits for the frame, or for its answer, hears of what fails.
   * @param {Promise<Window>} frame
   */
  #poster(frame) {
    return (/** @type {object} */ message, /** @type {Transferable[]} */ transfer = []) => {
      frame.then((listening) => listening.postMessage(message, "*", transfer)).catch(() => {});
    };
  }

  /**
   * Have Python begin to start: from what an earlier visit has kept, if it did.
   * @param {Promise<SnapshotStore | null>} opening
   * @param {Post} post
   */
  async #restore(opening, post) {
    const store = await opening;
    const late = pause(OUT_OF_STORE, null);
    const kept = await Promise.race([store?.find(), late]);
    if (kept !== null) this.#store = store;
    post({ type: "begin", isKept: !!kept });
    if (!kept) return;
    const bytes = await Promise.race([kept.content, late]);
    if (bytes) post({ type: "snapshot", bytes }, [bytes.buffer]);
    else {
      post({ type: "snapshot", bytes });
      void store?.drop();
    }
  }

  /** @param {number} loaded @param {number} total */
  #progress(loaded, total) {
    this.#loaded = [loaded, total];
    this.#jobs[0]?.observer.progress(loaded, total, "Python");
  }

  /**
   * Hand over what runs in the frame: at once, since it may have said that it listens before anybody heard that, and when
   * it says so. It takes the first.
   * @param {HTMLIFrameElement} element
   * @param {string[]} ours
   */
  async #openFrame({ contentWindow: there }, [frame, worker, runner]) {
    if (!there) throw new Error("The frame for Python was removed from the page.");
    const boot = () => there.postMessage({ type: "boot", frame, worker, runner }, "*");
    const booted = this.#hear("booted");
    this.#hear("listening").then(boot, () => {});
    boot();
    await within(BOOTED, booted, NO_FRAME);
    return there;
  }

  /** @type {Map<string, {resolve: () => void, reject: (error: Error) => void}>} */
  #waiting = new Map();

  /**
   * What the frame says once; it rejects where the frame cannot.
   * @param {"listening" | "booted" | "compiled"} type
   * @returns {Promise<void>}
   */
  #hear(type) {
    /** @type {Promise<void>} */
    const heard = new Promise((resolve, reject) => this.#waiting.set(type, { resolve, reject }));
    heard.catch(() => {}); // of what fails, the first is told
    return heard;
  }

  #unload() {
    removeEventListener("message", this.#onMessage);
    this.#element?.remove();
    this.#download?.abort(new Error("no longer wanted"));
    this.#element = null;
    this.#frame = null;
    this.#pin = null;
    this.#library = null;
    this.#rest = null;
    this.#loaded = [0, 0];
    this.#waiting.clear();
  }

  #onMessage = (/** @type {MessageEvent} */ { source, data }) => {
    if (!this.#element || source !== this.#element.contentWindow) return;
    const message = readMessage(data);
    if (!message) return;
    if (message.type === "unusable") {
      const error = new Error(`Python could not be started in this browser (${message.message}).`);
      for (const waiter of this.#waiting.values()) waiter.reject(error);
    } else if (message.type === "snapshot") this.#store?.keep(message.bytes);
    else if (!("id" in message)) this.#waiting.get(message.type)?.resolve();
    else if (message.id === this.#jobs[0]?.id) this.#serve(this.#jobs[0], message);
  };

  /**
   * @param {Job} job
   * @param {Extract<import("./messages.js").FrameMessage, {id: number}>} message
   */
  #serve(job, message) {
    if (message.type === "started") {
      job.started?.();
      if (!message.restored) this.#store?.drop();
      job.observer.state("running");
    } else if (message.type === "unstarted") {
      this.#store?.drop();
      const why = `Python could not be started (${message.message}).`;
      job.end({ state: "failed", exit: null, message: why, again: true });
    } else if (message.type === "output") this.#show(job, message.chunks);
    else if (message.type === "wants") this.#bringPackages(job, message.names);
    else if (message.type === "library") this.#bringLibrary(job);
    else if (message.type === "input") this.#ask(job, message.prompt);
    else if (message.type === "done") {
      job.end({ state: "done", exit: message.exit, cut: message.cut });
      this.#completeLibrary(() => {}).catch(() => {}); // a run that needs it will ask
      setTimeout(() => this.#keep(), READING * 1000);
    } else job.end({ state: "failed", exit: null, ...inWords(message.message) });
  }

  /** @param {Job} job @param {import("./messages.js").Chunk[]} chunks */
  #show(job, chunks) {
    job.room -= chunks.reduce((sum, [, printed]) => sum + printed.length, 0);
    if (job.room > 0) job.observer.output(chunks);
  }

  /** @param {object} answer */
  async #answer(answer) {
    (await this.#frame)?.postMessage(answer, "*");
  }

  /** @param {Job} job @param {string[]} names */
  async #bringPackages(job, names) {
    if (!this.#lock || !this.#pin || job.brought) return;
    job.brought = true;
    try {
      const packages = resolvePackages(names, this.#lock);
      if (packages.length) job.observer.state("loading");
      const what = packages.map((entry) => entry.name).join(", ");
      const progress = (/** @type {number} */ loaded, /** @type {number} */ total) =>
        job.observer.progress(loaded, total, what);
      if (packages.length) progress(0, 0);
      const fetched = await fetchPackages(packages, this.#pin.cdn, job.abort.signal, progress);
      if (packages.length) job.observer.state("running");
      await this.#answer({ type: "packages", ...fetched });
    } catch (error) {
      this.#missed(job, error, error instanceof PackageError ? error.packages : names);
    }
  }

  /** Something that the run needs could not be had. @param {Job} job @param {unknown} error @param {string[]} [missing] */
  async #missed(job, error, missing) {
    if (job.abort.signal.aborted) return;
    await this.#answer({ type: "stop" });
    const message = error instanceof Error ? error.message : String(error);
    job.end({ state: "failed", exit: null, message, again: true, missing });
  }

  /** @param {Job} job */
  async #bringLibrary(job) {
    job.observer.state("loading");
    try {
      const { size } = /** @type {import("./library.js").Library} */ (this.#library).rest;
      await this.#completeLibrary((loaded) => job.observer.progress(loaded, size, "Python's library"));
      job.observer.state("running");
    } catch (error) {
      this.#missed(job, error);
    }
  }

  /** Have the next visit start from where this one's Python had started. */
  #keep() {
    if (this.#store?.wanted && !this.#jobs.length) this.#answer({ type: "keep" }).catch(() => {});
  }

  /** Fetch the rest of the library, once for the visit. @param {(loaded: number) => void} progress in bytes */
  #completeLibrary(progress) {
    this.#rest ??= this.#sendRest(progress).catch((error) => {
      this.#rest = null; // the next run that needs it tries again
      throw error;
    });
    return this.#rest;
  }

  /** @param {(loaded: number) => void} progress */
  async #sendRest(progress) {
    const { rest, cut } = /** @type {import("./library.js").Library} */ (this.#library);
    const bytes = await fetchPart(rest, progress);
    (await this.#frame)?.postMessage({ type: "library", rest: bytes, cut }, "*", [bytes]);
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

/** One for the visit: the interpreter outlives the page under instant navigation. */
export const runtime = new Runtime();

/** @template T @param {number} seconds @param {T} value @returns {Promise<T>} */
const pause = (seconds, value) => new Promise((resolve) => setTimeout(resolve, seconds * 1000, value));

/**
 * What the frame says, or an error if it does not within so many seconds.
 * @param {number} seconds
 * @param {Promise<void>} said
 * @param {string} why
 */
function within(seconds, said, why) {
  const late = new Promise((_resolve, reject) => {
    const clock = setTimeout(() => reject(new Error(why)), seconds * 1000);
    said.catch(() => {}).finally(() => clearTimeout(clock));
  });
  return Promise.race([said, late]);
}

const NO_FRAME = "Python could not be started: this browser, or the page around this one, does not let its frame in.";
const NOT_STARTED = "Python could not be started: it does not answer.";
const NEXT = "The next run gets a new one.";

/** What frame.js and worker.js say themselves. */
const OWN_WORDS = ["it closed its own worker", "it sent more than the page can take"];

/**
 * What an interpreter says when it breaks, for a reader. Its text may be the program's own, and is not repeated: this
 * line is the site's word.
 * @param {string} message
 * @returns {{message: string, again?: boolean}}
 */
function inWords(message) {
  if (/call stack|recursion/i.test(message)) {
    return {
      message: `Too deep a recursion: the program called itself until the interpreter broke. A browser's stack is smaller than a terminal's. ${NEXT}`,
    };
  }
  if (/unreachable|out of bounds|signature|abort/i.test(message)) {
    return { message: `The program crashed the interpreter, as os.abort() does. ${NEXT}` };
  }
  if (OWN_WORDS.includes(message)) {
    return { message: `The program broke the interpreter: ${message}. ${NEXT}` };
  }
  return { message: `The interpreter broke. ${NEXT}`, again: true };
}
