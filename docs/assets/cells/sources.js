// Pyodide's five core files: from the first source that has them whole and unchanged.

/** @typedef {{version: string, python: string, cdn: string, files: Record<string, {size: number, integrity: string}>}} Pin */
/** @typedef {(loaded: number, total: number) => void} Progress in bytes, before compression */

/** A source that sends nothing for this long is left for the next one. */
const STALLED_MS = 8000;

/**
 * Fetch the core from the first of `sources` that works; never a mixture of two.
 * @param {Pin} pin
 * @param {URL[]} sources folders, in the order in which to try them
 * @param {Progress} progress
 * @returns {Promise<Record<string, ArrayBuffer>>} bytes by name
 */
export async function fetchCore(pin, sources, progress) {
  const reasons = [];
  for (const source of sources) {
    try {
      return await fetchFrom(source, pin, progress);
    } catch (error) {
      reasons.push(`${source.host}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(`Python could not be loaded (${reasons.join("; ")}).`);
}

/**
 * @param {URL} source
 * @param {Pin} pin
 * @param {Progress} progress
 */
async function fetchFrom(source, pin, progress) {
  const total = Object.values(pin.files).reduce((sum, file) => sum + file.size, 0);
  const abort = new AbortController();
  let loaded = 0;
  let clock = setTimeout(() => abort.abort(new Error("it sends nothing")), STALLED_MS);
  const received = (/** @type {number} */ bytes) => {
    clearTimeout(clock);
    clock = setTimeout(() => abort.abort(new Error("it stopped sending")), STALLED_MS);
    loaded += bytes;
    progress(loaded, total);
  };
  try {
    const files = Object.entries(pin.files).map(async ([name, { integrity }]) => {
      return /** @type {const} */ ([name, await fetchFile(new URL(name, source), integrity, abort.signal, received)]);
    });
    return Object.fromEntries(await Promise.all(files));
  } catch (error) {
    abort.abort(error);
    throw error;
  } finally {
    clearTimeout(clock);
  }
}

/**
 * One file, checked. `fetch` with `integrity` gives nothing before the last byte has come, so where the
 * page can hash by itself (a secure address), it does, and tells how far it is.
 * @param {URL} address
 * @param {string} integrity as in HTML: `sha384-…`
 * @param {AbortSignal} signal
 * @param {(bytes: number) => void} received
 */
async function fetchFile(address, integrity, signal, received) {
  if (!globalThis.crypto?.subtle) {
    const bytes = await (await checkedResponse(fetch(address, { integrity, signal }))).arrayBuffer();
    received(bytes.byteLength);
    return bytes;
  }
  const response = await checkedResponse(fetch(address, { signal }));
  const bytes = await new Response(counting(response.body, received)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  if (`sha384-${btoa(String.fromCharCode(...digest))}` !== integrity) {
    throw new Error(`${address.pathname.split("/").at(-1)} is not the file that this site was made with`);
  }
  return bytes;
}

/** @param {Promise<Response>} pending */
async function checkedResponse(pending) {
  const response = await pending;
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  return response;
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null} body
 * @param {(bytes: number) => void} received
 */
function counting(body, received) {
  const counter = new TransformStream({
    /**
     * @param {Uint8Array<ArrayBuffer>} chunk
     * @param {TransformStreamDefaultController<Uint8Array<ArrayBuffer>>} controller
     */
    transform(chunk, controller) {
      received(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return body ? body.pipeThrough(counter) : null;
}
