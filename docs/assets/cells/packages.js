// From the names that a cell imports to Pyodide's packages: which are needed, and their bytes, checked.

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

/** The lock file has hexadecimal hashes, `fetch` wants them in base64. @param {string} hex */
function integrityOf(hex) {
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

/**
 * Fetch packages from the CDN, each checked against the lock file's hash.
 * @param {Package[]} packages
 * @param {string} base the CDN's folder
 * @param {AbortSignal} [signal]
 * @returns {Promise<{names: string[], files: Record<string, ArrayBuffer>}>}
 */
export async function fetchPackages(packages, base, signal) {
  const names = packages.map((entry) => entry.name);
  try {
    const fetched = packages.map(async ({ file_name: name, sha256 }) => {
      const response = await fetch(new URL(name, base), { integrity: integrityOf(sha256), signal });
      if (!response.ok) throw new Error(`answered with status ${response.status}`);
      return /** @type {const} */ ([name, await response.arrayBuffer()]);
    });
    return { names, files: Object.fromEntries(await Promise.all(fetched)) };
  } catch (error) {
    if (signal?.aborted) throw error;
    const { host } = new URL(base);
    // `fetch` tells a host that is away and a wrong hash apart on the console alone: both are a TypeError.
    const away = error instanceof TypeError || !(error instanceof Error);
    const reason = away ? "cannot be reached, or sends another file than it should" : error.message;
    throw new PackageError(names, `${names.join(", ")} could not be loaded: ${host} ${reason}.`);
  }
}
