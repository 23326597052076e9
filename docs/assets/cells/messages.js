// What comes out of the sealed frame is a stranger's word: only what has the right shape and size is let in.

/** @typedef {["stdout" | "stderr", string]} Chunk */
/**
 * @typedef {{type: "listening"} | {type: "booted"} | {type: "compiled"}
 *   | {type: "unusable", message: string}
 *   | {type: "snapshot", bytes: Uint8Array<ArrayBuffer>}
 *   | {type: "started", id: number, python: string, restored: boolean}
 *   | {type: "unstarted", id: number, message: string}
 *   | {type: "output", id: number, chunks: Chunk[]}
 *   | {type: "wants", id: number, names: string[]}
 *   | {type: "library", id: number}
 *   | {type: "input", id: number, prompt: string}
 *   | {type: "done", id: number, exit: number, cut: {characters: number, lines: number}}
 *   | {type: "broken", id: number, message: string}} FrameMessage
 */

/** What one message holds at most; runtime.js adds up what a whole run sends. */
const LONGEST_TEXT = 1_100_000;
const MOST_CHUNKS = 10_000;
/** In bytes; Python's is 12 million, packed. */
const LONGEST_SNAPSHOT = 64 * 1024 * 1024;

const text = (/** @type {unknown} */ value, longest = 2000) => typeof value === "string" && value.length <= longest;
const whole = (/** @type {unknown} */ value) => Number.isSafeInteger(value);
const count = (/** @type {unknown} */ value) => whole(value) && Number(value) >= 0;

/** @type {Record<string, (data: any) => boolean>} */
const SHAPES = {
  listening: () => true,
  booted: () => true,
  compiled: () => true,
  unusable: (data) => text(data.message),
  snapshot: (data) => data.bytes instanceof Uint8Array && data.bytes.byteLength <= LONGEST_SNAPSHOT,
  started: (data) => count(data.id) && text(data.python, 40) && typeof data.restored === "boolean",
  unstarted: (data) => count(data.id) && text(data.message),
  output: (data) => count(data.id) && areChunks(data.chunks),
  wants: (data) =>
    count(data.id) &&
    Array.isArray(data.names) &&
    data.names.length <= 200 &&
    Array.from(data.names).every((/** @type {unknown} */ name) => text(name, 200)),
  library: (data) => count(data.id),
  input: (data) => count(data.id) && text(data.prompt, 100_000),
  done: (data) => count(data.id) && whole(data.exit) && count(data.cut?.characters) && count(data.cut?.lines),
  broken: (data) => count(data.id) && text(data.message),
};

/** A list may have holes, which `every` alone would skip. @param {unknown} chunks */
function areChunks(chunks) {
  if (!Array.isArray(chunks) || chunks.length > MOST_CHUNKS || !Array.from(chunks).every(isChunk)) return false;
  return chunks.reduce((sum, [, printed]) => sum + printed.length, 0) <= LONGEST_TEXT;
}

/** @param {unknown} chunk */
function isChunk(chunk) {
  return (
    Array.isArray(chunk) &&
    chunk.length === 2 &&
    (chunk[0] === "stdout" || chunk[0] === "stderr") &&
    text(chunk[1], LONGEST_TEXT)
  );
}

/**
 * The message if it is one that the frame may send, else null.
 * @param {unknown} data
 * @returns {FrameMessage | null}
 */
export function readMessage(data) {
  if (typeof data !== "object" || data === null) return null;
  const { type } = /** @type {{type?: unknown}} */ (data);
  if (typeof type !== "string" || !Object.hasOwn(SHAPES, type) || !SHAPES[type](data)) return null;
  return /** @type {FrameMessage} */ (data);
}
