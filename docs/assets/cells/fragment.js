// An edited cell as a part of an address: its files, compressed, behind the `#`, which a browser sends to nobody.
//
//     #star-hides-pow=1~eJyLVqpTslKqVkosKMhJVcgvKlGwUlCqjQUAV1AHGg
//
// The cell's id, the version of the form, and the data. Such addresses lie in course pages for years: a decoder that was
// there once stays, and tests/cells/fragment.test.js keeps addresses of each version.

/** @typedef {Record<string, string>} FilesByName */

/** Bytes after compression: what is longer is cut by programs for mail and chat. */
const MOST = 16 * 1024;
/** Bytes that a cell's files can have: a million characters (names.js), and what JSON makes of them. */
const MOST_UNPACKED = 6_500_000;
/** What programs take along that look for addresses in a text. */
const TRAILING = /[).,;:!?'"\]>]+$/;
/** Some programs that pass an address on write its signs as numbers. */
const SHARED = /^#?([a-z0-9]+(?:-[a-z0-9]+)*)(?:=|%3[dD])(\d{1,6})(?:~|%7[eE])(.*)$/s;

/** The address holds no code that can be shown; its message is one sentence for the reader. */
export class FragmentError extends Error {}

const DAMAGED = "The code in this link is not whole, or was changed on the way. Ask for the link again.";
const NEWER = "This link was made by a newer version of this site. Reload the page, and open the link again.";
const TOO_MUCH = "The code in this link is more than a cell can hold.";

/**
 * What comes behind the `#`. Throws a FragmentError where that would be too long.
 * @param {string} id of the cell
 * @param {FilesByName} files all of them: what the page says later changes nothing in an address
 */
export async function encode(id, files) {
  const bytes = await pressed(
    new TextEncoder().encode(JSON.stringify(Object.entries(files))),
    new CompressionStream("deflate"),
    Infinity,
  );
  if (bytes.length > MOST)
    throw new FragmentError(
      `These files are too long for a link: ${Math.ceil(bytes.length / 1024)} KB compressed, and a link takes ${MOST / 1024}. Download them instead.`,
    );
  return `${id}=1~${toBase64(bytes)}`;
}

/** @type {Record<string, (data: string) => Promise<unknown>>} by version */
const DECODERS = { 1: decodeFirst };

/**
 * The files in an address; null where it holds none. They are not yet such as a cell can hold: see `takeFiles`.
 * Throws a FragmentError.
 * @param {string} hash `location.hash`
 * @returns {Promise<{id: string, files: FilesByName} | null>}
 */
export async function decode(hash) {
  const [, id, version, raw] = SHARED.exec(hash) ?? [];
  if (!id) return null;
  if (!Object.hasOwn(DECODERS, version)) throw new FragmentError(NEWER);
  const data = raw.replace(TRAILING, "");
  if (data.length > (MOST * 4) / 3 + 4) throw new FragmentError(TOO_MUCH);
  return { id, files: filesOf(await DECODERS[version](data)) };
}

/** Version 1: JSON, a list of pairs of name and text; zlib (RFC 1950), for its checksum; base64url (RFC 4648), without padding. @param {string} data */
async function decodeFirst(data) {
  try {
    const bytes = await pressed(fromBase64(data), new DecompressionStream("deflate"), MOST_UNPACKED);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw error instanceof FragmentError ? error : new FragmentError(DAMAGED, { cause: error });
  }
}

/** @param {unknown} pairs @returns {FilesByName} */
function filesOf(pairs) {
  const isPair = (/** @type {unknown} */ pair) =>
    Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string");
  if (!Array.isArray(pairs) || !pairs.every(isPair)) throw new FragmentError(DAMAGED);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new FragmentError(DAMAGED);
  return Object.fromEntries(pairs);
}

/**
 * All that comes out of a stream, for all that goes in. Throws where that is more than `most` bytes.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} stream
 * @param {number} most a few bytes can unpack to any number
 */
async function pressed(bytes, stream, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); part.value; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new FragmentError(TOO_MUCH);
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} data @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(data) {
  if (/[^\w-]/.test(data)) throw new FragmentError(DAMAGED);
  return Uint8Array.from(atob(data.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
