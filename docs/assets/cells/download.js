// Files from the network: bounded in size, checked by their hashes, left where nothing comes; and in plain words, why.

/**
 * @typedef {object} Wanted a file
 * @property {string} name
 * @property {URL} address
 * @property {string} [integrity] as in HTML: `sha384-…`; without it, what comes is taken
 * @property {number} most bytes: a server that sends more is not heard to the end
 * @property {(piece: Uint8Array<ArrayBuffer>) => void} [piece] hears what comes as it comes, not looked at yet; and may
 *   give it away
 * @property {(bytes: ArrayBuffer) => void} [whole] hears when the file is whole and right; and may give it away
 */
/** @typedef {{host: string, fault: Fault}} Tried */

/** How often it is looked at how a download goes on. */
export const TICK_MS = 500;
/** A server that sends nothing for this long, or next to nothing, is left. */
const SILENT_MS = 8000;
const NEXT_TO_NOTHING = 8000;
/** Bytes: more than the largest of the files that every start needs. A larger one's size is not known that well. */
const ROOM = 2 ** 24;
/** So long pieces that have come already are read on without a pause. */
const STRETCH_MS = 8;
/** What came in this time makes the rate. */
const LATELY_MS = 3000;

/** What a server may do wrong, in words that follow its name. */
const FAULTS = {
  away: "could not be reached",
  refused: "answered with error",
  silent: "sent nothing",
  stopped: "stopped half way",
  page: "sent a web page instead",
  wrong: "sent a wrong file",
};

/** A server did not give what it was asked for. */
export class Fault extends Error {
  /**
   * @param {keyof typeof FAULTS} kind
   * @param {string} [detail]
   */
  constructor(kind, detail = "") {
    super(FAULTS[kind] + detail);
    this.name = "Fault";
    this.kind = kind;
  }
}

/**
 * Why something could not be loaded and what to do, in one sentence.
 * @param {string} what
 * @param {Tried[]} tried
 */
export function explain(what, tried) {
  const reasons = [...new Set(tried.map(({ fault }) => fault.message))].map((reason) => {
    const hosts = tried.filter(({ fault }) => fault.message === reason).map(({ host }) => host);
    return `${[...new Set(hosts)].join(" and ")} ${reason}`;
  });
  return `${what} could not be loaded, because ${reasons.join(" and ")}: ${advice(tried)} and try again.`;
}

/** @param {Tried[]} tried */
function advice(tried) {
  const kinds = tried.map(({ fault }) => fault.kind);
  if (kinds.includes("page")) return "see whether this network wants you to log in,";
  return kinds.some((kind) => kind !== "refused" && kind !== "wrong") ? "check the connection" : "wait a little";
}

/** How a download goes on. Its time is counted in ticks, so that nothing is late because the computer slept. */
export class Pace {
  /** Bytes that came. */
  loaded = 0;
  /** Bytes of files that are whole and right. */
  checked = 0;
  /** What had come by each tick. */
  #marks = [0];

  tick() {
    this.#marks.push(this.loaded);
  }

  /** In milliseconds. */
  get age() {
    return (this.#marks.length - 1) * TICK_MS;
  }

  get silent() {
    return this.age >= SILENT_MS && this.#since(SILENT_MS) < NEXT_TO_NOTHING;
  }

  /** Milliseconds until `total` bytes are there, if it goes on as lately. @param {number} total */
  until(total) {
    const missing = total - this.loaded;
    const time = Math.min(this.age, LATELY_MS);
    return missing > 0 ? (missing * time) / this.#since(time) || Infinity : 0;
  }

  /** Bytes that came in the last milliseconds. @param {number} ms */
  #since(ms) {
    return this.loaded - (this.#marks.at(-1 - ms / TICK_MS) ?? 0);
  }
}

/**
 * Several files from one server: all of them, or a `Fault`.
 * @param {Wanted[]} files
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {Pace} [options.pace] can be watched from outside
 * @param {(loaded: number, total: number) => void} [options.progress] in bytes; `total` is 0 while it is not known
 * @param {number} [options.tick] milliseconds
 * @returns {Promise<Record<string, ArrayBuffer>>} bytes by name
 */
export async function downloadAll(files, { signal, pace = new Pace(), progress = () => {}, tick = TICK_MS } = {}) {
  const abort = new AbortController();
  const stop = () => abort.abort(signal?.reason);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  const clock = setInterval(() => {
    pace.tick();
    if (pace.silent) abort.abort(new Fault(pace.loaded ? "stopped" : "silent"));
  }, tick);
  const sizes = new Sizes(files.length);
  const come = files.map(async (file, place) => {
    const bytes = await download(file, {
      signal: abort.signal,
      announced: (size) => sizes.announce(place, size),
      received: (piece) => {
        pace.loaded += piece.byteLength;
        progress(pace.loaded, sizes.total(pace.loaded));
        file.piece?.(piece);
      },
    });
    abort.signal.throwIfAborted();
    pace.checked += bytes.byteLength;
    file.whole?.(bytes);
    progress(pace.loaded, sizes.total(pace.loaded));
    return /** @type {const} */ ([file.name, bytes]);
  });
  try {
    return Object.fromEntries(await Promise.all(come));
  } finally {
    abort.abort(new Error("no longer wanted"));
    clearInterval(clock);
    signal?.removeEventListener("abort", stop);
  }
}

/** Sizes as servers announce them: of what is sent, which may be compressed, so that more may come. */
class Sizes {
  /** @type {number[]} */
  #known;

  /** @param {number} count */
  constructor(count) {
    this.#known = Array(count).fill(0);
  }

  /** @param {number} place @param {number} size */
  announce(place, size) {
    this.#known[place] = size;
  }

  /** @param {number} loaded */
  total(loaded) {
    const sum = this.#known.reduce((sum, size) => sum + size, 0);
    return this.#known.every(Boolean) ? Math.max(sum, loaded) : 0;
  }
}

/**
 * Lets the page do meanwhile what it has to: draw, and answer the reader. A timer is slow in a page that is not seen, and
 * `scheduler.yield` in what was begun at idle, as a start may be.
 * @returns {Promise<unknown>}
 */
function letPageWork() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => {
      port1.close();
      resolve(event);
    };
    port2.postMessage(null);
  });
}

/** Addresses that sent a wrong file. A browser would keep that one: the next time it is asked for past the cache. */
const spoiled = new Set();

/**
 * One file. The page counts and hashes by itself, since `fetch` with `integrity` gives nothing before the last byte has come.
 * @param {Wanted} wanted
 * @param {object} how
 * @param {AbortSignal} how.signal
 * @param {(size: number) => void} how.announced
 * @param {(piece: Uint8Array<ArrayBuffer>) => void} how.received
 */
async function download({ address, integrity, most }, { signal, announced, received }) {
  const cache = spoiled.has(address.href) ? "reload" : "default";
  const failed = (/** @type {Fault} */ fault) => (signal.aborted ? signal.reason : fault);
  const response = await fetch(address, { signal, cache }).catch(() => {
    throw failed(new Fault("away"));
  });
  if (!response.ok) throw new Fault("refused", ` ${response.status}`);
  announced(Number(response.headers.get("content-length")));
  const bytes = await read(response.body, most, received).catch(() => {
    throw failed(new Fault("stopped"));
  });
  if (bytes && (!integrity || (await isRight(bytes, integrity)))) {
    spoiled.delete(address.href);
    return bytes;
  }
  spoiled.add(address.href);
  throw new Fault(response.headers.get("content-type")?.startsWith("text/html") ? "page" : "wrong");
}

/**
 * The bytes of an answer; null where there are more than there may be.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null} body
 * @param {number} most
 * @param {(piece: Uint8Array<ArrayBuffer>) => void} received
 */
async function read(body, most, received) {
  const reader = body?.getReader();
  let bytes = new Uint8Array(most <= ROOM ? most : 2 ** 20); // nothing is taken of it before it is written to
  let length = 0;
  let since = performance.now();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    const place = length;
    length += part.value.byteLength;
    if (length > most) {
      reader?.cancel().catch(() => {});
      return null;
    }
    if (length > bytes.length) {
      const larger = new Uint8Array(Math.min(most, 2 * length));
      larger.set(bytes);
      bytes = larger;
    }
    bytes.set(part.value, place); // piece by piece: ten million bytes at the end would hold the page up
    received(part.value);
    if (performance.now() - since > STRETCH_MS) {
      await letPageWork();
      since = performance.now();
    }
  }
  return (length === bytes.length ? bytes : bytes.slice(0, length)).buffer;
}

/** @param {ArrayBuffer} bytes @param {string} integrity */
async function isRight(bytes, integrity) {
  await letPageWork(); // hashing copies all of them in one go
  const [algorithm, hash] = integrity.split("-");
  if (globalThis.crypto?.subtle) {
    const digest = await crypto.subtle.digest(algorithm.replace("sha", "SHA-"), bytes);
    return btoa(String.fromCharCode(...new Uint8Array(digest))) === hash;
  }
  // A page at a plain `http` address may not hash; what `fetch` does for it, it also does for bytes that are here.
  const address = URL.createObjectURL(new Blob([bytes]));
  try {
    return (await fetch(address, { integrity })).ok;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Texts of the site's own, that Python's start needs.
 * @param {URL[]} addresses
 * @returns {Promise<string[]>}
 */
export async function fetchTexts(addresses) {
  const files = addresses.map((address) => ({ name: address.href, address, most: 1e6 }));
  try {
    const bytes = await downloadAll(files);
    return addresses.map(({ href }) => new TextDecoder().decode(bytes[href]));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Error(explain("Python", [{ host: addresses[0].host, fault: error }]), { cause: error });
  }
}
