// Compress files with brotli as a CDN does once for each file: pairs of paths, from and to, as JSON on standard input.
import { readFile, rename, writeFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

await Promise.all(
  JSON.parse(await text(process.stdin)).map(async ([from, to]) => {
    const content = await readFile(from);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    const part = `${to}.${process.pid}.part`; // so that what lies at the name is always whole
    await writeFile(part, await compress(content, { params }));
    await rename(part, to);
  }),
);
