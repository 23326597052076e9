// Pyodide's core files: from the first source that has them whole and unchanged.
import { downloadAll, explain, Fault, Pace, TICK_MS } from "./download.js";

/** @typedef {{version: string, python: string, cdn: string, files: Record<string, {size: number, integrity: string}>}} Pin */
/** @typedef {(loaded: number, total: number) => void} Progress in bytes, before compression */
/**
 * @typedef {object} Listener hears of files before all are there, and of one file maybe in more than one attempt: each
 *   attempt has a number, also where a source is tried again
 * @property {(attempt: number, name: string, piece: Uint8Array<ArrayBuffer>) => void} piece as it comes, not looked at
 *   yet; it may be given away
 * @property {(attempt: number, name: string, bytes: ArrayBuffer) => void} whole it is, and right; it may be given away
 */
/** @typedef {{source: URL, pace: Pace, abort: AbortController, patience: number, base: number}} Attempt */

/** Until then nobody judges how fast a source is. */
const PATIENCE_MS = 3000;
/** A source that will have sent all by then needs no other beside it. */
const SOON_MS = 10_000;
/** So long two sources send side by side; then the slower one is left, since they may share one slow line. */
const RACE_MS = 5000;
/** A byte counts for so much of itself when it comes, and for the rest when its file has turned out right. */
const UNCHECKED = 0.9;

/** What failing cost, in milliseconds, by source: in this visit it shall not cost it again. @type {Map<string, number>} */
const failed = new Map();

/**
 * Fetch the core from one of `sources`; what is given back is never a mixture of two. They are tried in order; the next
 * one starts when one fails, and beside one that is slow.
 * @param {Pin} pin
 * @param {URL[]} sources folders
 * @param {Progress} progress never goes back, also where the source changes
 * @param {{signal?: AbortSignal, tick?: number, listener?: Listener}} [options]
 * @returns {Promise<Record<string, ArrayBuffer>>} bytes by name, none where the listener has given them away
 */
export async function fetchCore(pin, sources, progress, { signal, tick = TICK_MS, listener } = {}) {
  signal?.throwIfAborted();
  const race = new Race(pin, sources, progress, tick, listener);
  const stop = () => race.stop(signal?.reason);
  signal?.addEventListener("abort", stop);
  const clock = setInterval(() => race.look(), tick);
  try {
    race.next();
    return await race.won;
  } finally {
    clearInterval(clock);
    signal?.removeEventListener("abort", stop);
    race.stop(new Error("no longer wanted"));
  }
}

/**
 * What to do: start the next source, leave one of those that run, or nothing.
 * @template {Pick<Attempt, "pace" | "patience">} A
 * @param {A[]} running one, or two
 * @param {boolean} more whether there is a source that has not been tried
 * @param {number} total bytes
 * @returns {"start" | "wait" | A}
 */
export function decide([first, second], more, total) {
  const left = first.pace.until(total);
  if (!second) return more && first.pace.age >= first.patience && left > SOON_MS ? "start" : "wait";
  const leftOfSecond = second.pace.until(total);
  // One that sends nothing takes nothing from the other, and is left for that.
  if (second.pace.age < RACE_MS || left === Infinity || leftOfSecond === Infinity) return "wait";
  return left <= leftOfSecond ? second : first;
}

/** What the bar shows of a source that began when the bar was at `base`. @param {Pace} pace @param {number} base @param {number} total */
export function shownOf({ loaded, checked }, base, total) {
  const share = (UNCHECKED * loaded + (1 - UNCHECKED) * checked) / total;
  return Math.round(base + (total - base) * share);
}

class Race {
  #pin;
  #progress;
  #tick;
  #listener;
  /** @type {URL[]} not tried yet */
  #waiting;
  /** @type {URL[]} left for a faster one, which may still fail */
  #slower = [];
  /** @type {Attempt[]} */
  #running = [];
  /** @type {Map<URL, Fault>} */
  #faults = new Map();
  #sources;
  #total;
  #shown = 0;
  #attempts = 0;
  /** @type {(files: Record<string, ArrayBuffer>) => void} */
  #win = () => {};
  /** @type {(error: unknown) => void} */
  #lose = () => {};

  /**
   * @param {Pin} pin
   * @param {URL[]} sources
   * @param {Progress} progress
   * @param {number} tick
   * @param {Listener} [listener]
   */
  constructor(pin, sources, progress, tick, listener) {
    this.#pin = pin;
    this.#progress = progress;
    this.#tick = tick;
    this.#listener = listener;
    this.#sources = sources;
    this.#waiting = sources.toSorted((one, other) => Number(failed.has(one.href)) - Number(failed.has(other.href)));
    this.#total = Object.values(pin.files).reduce((sum, file) => sum + file.size, 0);
    /** @type {Promise<Record<string, ArrayBuffer>>} */
    this.won = new Promise((resolve, reject) => {
      this.#win = resolve;
      this.#lose = reject;
    });
  }

  /** Start the next source, if there is one. */
  next() {
    const source = this.#waiting.shift() ?? this.#slower.shift();
    if (source) void this.#run(source);
    else this.#lose(new Error(explain("Python", this.#tried())));
  }

  #tried() {
    return this.#sources.flatMap((source) => {
      const fault = this.#faults.get(source);
      return fault ? [{ host: source.host, fault }] : [];
    });
  }

  /** To be called at each tick. */
  look() {
    if (!this.#running.length) return;
    const what = decide(this.#running, this.#waiting.length > 0, this.#total);
    if (what === "start") this.next();
    else if (what !== "wait") {
      this.#leave(what);
      this.#slower.push(what.source);
    }
  }

  /** @param {unknown} reason */
  stop(reason) {
    this.#lose(reason);
    for (const attempt of [...this.#running]) this.#leave(attempt);
  }

  /** @param {Attempt} attempt */
  #leave(attempt) {
    this.#running = this.#running.filter((one) => one !== attempt);
    attempt.abort.abort(new Error("no longer wanted"));
  }

  /** @param {URL} source */
  async #run(source) {
    const patience = (failed.get(source.href) ?? 0) < PATIENCE_MS ? PATIENCE_MS : 0;
    const attempt = { source, patience, pace: new Pace(), abort: new AbortController(), base: this.#shown };
    this.#running.push(attempt);
    const number = ++this.#attempts;
    const files = Object.entries(this.#pin.files).map(([name, { size, integrity }]) => {
      return {
        name,
        address: new URL(name, source),
        integrity,
        most: size,
        piece: (/** @type {Uint8Array<ArrayBuffer>} */ piece) => this.#listener?.piece(number, name, piece),
        whole: (/** @type {ArrayBuffer} */ bytes) => this.#listener?.whole(number, name, bytes),
      };
    });
    const { pace, base } = attempt;
    const progress = () => this.#running.includes(attempt) && this.#show(shownOf(pace, base, this.#total));
    try {
      const bytes = await downloadAll(files, { signal: attempt.abort.signal, pace, progress, tick: this.#tick });
      failed.delete(source.href);
      this.#win(bytes);
    } catch (error) {
      if (!this.#running.includes(attempt)) return;
      this.#leave(attempt);
      if (!(error instanceof Fault)) return this.#lose(error);
      failed.set(source.href, pace.age);
      this.#faults.set(source, error);
      if (!this.#running.length) this.next();
    }
  }

  /** @param {number} bytes */
  #show(bytes) {
    if (bytes <= this.#shown) return;
    this.#shown = bytes;
    this.#progress(bytes, this.#total);
  }
}
