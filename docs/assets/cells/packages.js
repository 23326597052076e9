// From the names that a cell imports to Pyodide's packages: which are needed, and their bytes, checked.
import { downloadAll, explain, Fault } from "./download.js";

/** @typedef {{name: string, version: string, file_name: string, sha256: string, imports: string[], depends: string[]}} Package */
/** @typedef {{packages: Record<string, Package>}} Lock */

/** Some packages could not be had. */
export class PackageError extends Error {
  /**
   * @param {string[]} packages
   * @param {string} message
   */
  constructor(packages, message) {
    super(message);
    this.name = "PackageError";
    this.packages = packages;
  }
}

/**
 * The packages that bring these imports, with all that they depend on. Names that no package brings are
 * left out: importing them is Python's own error to report.
 * @param {string[]} names
 * @param {Lock} lock
 */
export function resolvePackages(names, lock) {
  const all = Object.values(lock.packages);
  const wanted = all.filter((entry) => entry.imports.some((path) => names.includes(path.split(".")[0])));
  /** @type {Map<string, Package>} */
  const found = new Map();
  while (wanted.length) {
    const entry = /** @type {Package} */ (wanted.pop());
    if (found.has(entry.name)) continue;
    found.set(entry.name, entry);
    for (const name of entry.depends) {
      const dependency = lock.packages[name.toLowerCase()];
      if (dependency) wanted.push(dependency);
    }
  }
  return [...found.values()];
}

/** The lock file has hexadecimal hashes, integrity is in base64. @param {string} hex */
function integrityOf(hex) {
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

/** No package of Pyodide's is larger, and a page's memory is not for whatever a broken proxy sends. */
const LARGEST = 100e6;

/**
 * Fetch packages from the CDN, each checked against the lock file's hash.
 * @param {Package[]} packages
 * @param {string} base the CDN's folder
 * @param {AbortSignal} [signal]
 * @param {(loaded: number, total: number) => void} [progress] in bytes; the total is 0 while it is not known
 * @returns {Promise<{names: string[], files: Record<string, ArrayBuffer>}>}
 */
export async function fetchPackages(packages, base, signal, progress) {
  const names = packages.map((entry) => entry.name);
  const wanted = packages.map(({ file_name: name, sha256 }) => {
    return { name, address: new URL(name, base), integrity: integrityOf(sha256), most: LARGEST };
  });
  try {
    return { names, files: await downloadAll(wanted, { signal, progress }) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new PackageError(names, explain(names.join(", "), [{ host: new URL(base).host, fault: error }]));
  }
}
