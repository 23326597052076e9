// Python as it is when it has just started, kept for the next visit: loading that is quicker than starting. It was taken
// before any program of a reader's ran, in the sealed frame, and goes nowhere else. Where there is no storage for it, or
// any doubt about it, there is none.

const STORE = "importable-snapshot";
const DIGEST = "x-digest";
/** In gigabytes: on a small device it would take more than it gives. */
const { deviceMemory = 8, userAgent, language } = /** @type {any} */ (navigator);

/** @param {BufferSource} bytes */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @typedef {{key: string, content: Promise<Uint8Array<ArrayBuffer> | null>}} Kept null: it is not what was put there */

/** The one that is kept, whatever it fits; undefined where storage is denied, or broken. @returns {Promise<Kept | undefined>} */
async function findKept() {
  try {
    const cache = await caches.open(STORE);
    const [key] = await cache.keys();
    const kept = key && (await cache.match(key));
    return kept && { key: key.url, content: readWhole(kept) };
  } catch {
    return undefined;
  }
}

/** @param {Response} kept */
async function readWhole(kept) {
  try {
    const bytes = new Uint8Array(await kept.arrayBuffer());
    return kept.headers.get(DIGEST) === (await digest(bytes)) ? bytes : null;
  } catch {
    return null;
  }
}

/** The place of the one snapshot. */
export class SnapshotStore {
  /** Whether one is to be kept: there is none that fits. */
  wanted = true;
  #key;
  /** Until it is read. @type {Promise<Kept | undefined> | undefined} */
  #kept;

  /**
   * @param {URL} key
   * @param {Promise<Kept | undefined>} kept
   */
  constructor(key, kept) {
    this.#key = key;
    this.#kept = kept;
  }

  /**
   * For the one that fits these parts and this browser as it is set; null where none can be kept.
   * @param {Promise<string[]>} coming the parts
   */
  static async of(coming) {
    try {
      if (deviceMemory < 4 || !globalThis.caches) return null; // in a sandboxed frame, asking alone throws
      const kept = findKept(); // and read, while the parts come
      const parts = await coming;
      // Python takes in the language and the time zone when it starts.
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      const all = new TextEncoder().encode(JSON.stringify([userAgent, language, timeZone, ...parts]));
      return new SnapshotStore(new URL(`snapshot-${await digest(all)}`, import.meta.url), kept);
    } catch {
      return null; // no storage, or nothing to hash with
    }
  }

  /** What an earlier visit has kept for this one, on its way. */
  async find() {
    const kept = await this.#kept;
    this.#kept = undefined;
    if (kept?.key !== this.#key.href) return undefined;
    this.wanted = false;
    return kept;
  }

  /** Keep this one, and no other. @param {Uint8Array<ArrayBuffer>} bytes */
  async keep(bytes) {
    if (!this.wanted) return;
    this.wanted = false;
    try {
      const headers = { [DIGEST]: await digest(bytes) };
      await caches.delete(STORE);
      await (await caches.open(STORE)).put(this.#key, new Response(bytes, { headers }));
    } catch {
      // The next visit starts as this one did.
    }
  }

  /** What is kept is of no use. */
  async drop() {
    if (this.wanted) return;
    this.wanted = true;
    await caches.delete(STORE).catch(() => {});
  }
}
