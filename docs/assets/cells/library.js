// Python's standard library, which the site's build makes: a first part, which every start needs, and the rest.
import { downloadAll, explain, Fault } from "./download.js";

/** @typedef {{name: string, size: number, integrity: string}} Part */
/** @typedef {{start: Part, rest: Part, cut: number}} Library cut: where the rest begins, in bytes */

export const LIBRARY = new URL("../vendor/library/", import.meta.url);

/**
 * Fetch one part.
 * @param {Part} part
 * @param {(loaded: number) => void} progress in bytes
 * @param {AbortSignal} [signal]
 * @returns {Promise<ArrayBuffer>}
 */
export async function fetchPart({ name, size, integrity }, progress, signal) {
  const address = new URL(name, LIBRARY);
  try {
    const files = await downloadAll([{ name, address, integrity, most: size }], { signal, progress });
    return files[name];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Error(explain("Python's library", [{ host: address.host, fault: error }]), { cause: error });
  }
}
