// Pyodide's core from the first source that has it whole and unchanged: real servers, each with its own fault.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Pace, TICK_MS } from "../../docs/assets/cells/download.js";
import { decide, fetchCore, shownOf } from "../../docs/assets/cells/sources.js";

/** Names as the real files have, with little in them. @type {Record<string, Buffer>} */
const CORE = {
  "pyodide.mjs": Buffer.alloc(18_000, 1),
  "pyodide.asm.mjs": Buffer.alloc(125_000, 2),
  "pyodide.asm.wasm": Buffer.alloc(960_000, 3),
  "pyodide.js": Buffer.alloc(255_000, 4),
  "pyodide-lock.json": Buffer.alloc(12_000, 5),
};
const NAMES = Object.keys(CORE);
const hash = (/** @type {Buffer} */ bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
const PIN = {
  version: "1",
  python: "3",
  cdn: "",
  files: Object.fromEntries(
    Object.entries(CORE).map(([name, bytes]) => [name, { size: bytes.length, integrity: hash(bytes) }]),
  ),
};
const SIZE = Object.values(CORE).reduce((sum, bytes) => sum + bytes.length, 0);

/** Time is counted in ticks: with short ones, seconds pass in no time. */
const QUICK = { tick: TICK_MS / 25 };
const QUICK_SECOND = 1000 / 25;

/** @typedef {import("node:http").ServerResponse} Answer */
/** @typedef {(answer: Answer, bytes: Buffer, name: string) => void} Respond */

/** @type {Respond} */
const well = (answer, bytes) => answer.end(bytes);

/**
 * A server of the core, for the length of a test.
 * @param {import("node:test").TestContext} context
 * @param {Respond} [respond]
 */
async function source(context, respond = well) {
  /** @type {string[]} */
  const asked = [];
  /** @type {Set<Answer>} */
  const open = new Set();
  const server = createServer((request, answer) => {
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    asked.push(name);
    open.add(answer);
    answer.on("close", () => open.delete(answer));
    respond(answer, CORE[name], name);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { address: new URL(`http://127.0.0.1:${port}/core/`), asked, open, host: `127.0.0.1:${port}` };
}

/**
 * Sends every file evenly, so that it takes so many milliseconds.
 * @param {number} ms
 * @returns {Respond}
 */
const takes = (ms) => async (answer, bytes) => {
  const start = performance.now();
  for (let sent = 0; sent < bytes.length && !answer.destroyed;) {
    const due = Math.floor((bytes.length * (performance.now() - start)) / ms);
    if (due > sent) answer.write(bytes.subarray(sent, due));
    sent = Math.max(sent, due);
    await sleep(5);
  }
  answer.end();
};

const nothing = () => {};

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) await sleep(5);
}

/** Fails where these are not the core's files, all of them. @param {Record<string, ArrayBuffer>} files */
function assertWhole(files) {
  assert.deepEqual(Object.keys(files).toSorted(), NAMES.toSorted());
  for (const name of NAMES) assert.ok(CORE[name].equals(Buffer.from(files[name])), name);
}

/** Notes what is told of the progress; at the end it must have gone forwards alone, to the whole. */
function watched() {
  /** @type {[number, number][]} */
  const seen = [];
  const check = () => {
    assert.ok(seen.every(([loaded, total], place) => total === SIZE && loaded > (seen[place - 1]?.[0] ?? 0)));
    assert.deepEqual(seen.at(-1), [SIZE, SIZE]);
  };
  return { seen, check, progress: (/** @type {[number, number]} */ ...now) => void seen.push(now) };
}

test("the first source that works is the only one asked, once for each file", async (context) => {
  const [first, second] = [await source(context), await source(context)];
  assertWhole(await fetchCore(PIN, [first.address, second.address], nothing));
  assert.deepEqual(first.asked.toSorted(), NAMES.toSorted());
  assert.deepEqual(second.asked, []);
});

test("progress is told in bytes up to the whole", async (context) => {
  const { address } = await source(context, takes(1000));
  const { seen, check, progress } = watched();
  await fetchCore(PIN, [address], progress);
  check();
  assert.ok(seen.length > 20);
});

test("the bar goes on at once with the next source, also when the first one broke at its last byte", async (context) => {
  const bad = await source(context, (answer, bytes, name) =>
    (name === "pyodide.asm.wasm" ? FAULTS["one wrong byte at the end"] : well)(answer, bytes, name),
  );
  const good = await source(context, takes(1000));
  const { check, progress } = watched();
  /** @type {number[]} */
  const times = [];
  await fetchCore(PIN, [bad.address, good.address], (...now) => {
    progress(...now);
    if (good.asked.length) times.push(performance.now());
  });
  check();
  assert.ok(times.length > 20);
  assert.ok(times[0] + 500 < times[times.length - 1], "it stood still for more than half the time");
});

/** What may come in the place of one file. @type {Record<string, Respond>} */
const FAULTS = {
  "one wrong byte at the end": (answer, bytes) => answer.end(Buffer.concat([bytes.subarray(1), Buffer.from([99])])),
  "one wrong byte at the start": (answer, bytes) => answer.end(Buffer.concat([Buffer.from([99]), bytes.subarray(1)])),
  "one byte too many": (answer, bytes) => answer.end(Buffer.concat([bytes, Buffer.from([0])])),
  "one byte too few": (answer, bytes) => answer.end(bytes.subarray(0, -1)),
  "no byte at all": (answer) => answer.end(),
  "an endless answer": (answer) => {
    const more = () => {
      while (!answer.destroyed && answer.write(Buffer.alloc(65_536)));
    };
    answer.on("drain", more);
    more();
  },
  "a connection that breaks off": (answer, bytes) => {
    answer.writeHead(200, { "content-length": bytes.length });
    answer.write(bytes.subarray(0, 5), () => answer.destroy());
  },
  "a connection that is refused": (answer) => answer.destroy(),
  "an answer 503": (answer) => answer.writeHead(503).end("busy"),
  "an answer 404": (answer) => answer.writeHead(404).end(),
  "an answer 403 with the right bytes": (answer, bytes) => answer.writeHead(403).end(bytes),
  "an answer 204": (answer) => answer.writeHead(204).end(),
  "a redirect that never ends": (answer) => answer.writeHead(302, { location: "/core/pyodide.mjs" }).end(),
  "a page of a firewall": (answer) => answer.writeHead(200, { "content-type": "text/html" }).end("<h1>Blocked</h1>"),
  "bytes that are not what they say": (answer) => answer.writeHead(200, { "content-encoding": "gzip" }).end("no gzip"),
  silence: nothing,
  "silence after the head": (answer, bytes) => {
    answer.writeHead(200, { "content-length": bytes.length });
    answer.flushHeaders();
  },
  "silence after a half": (answer, bytes) => answer.write(bytes.subarray(0, bytes.length / 2)),
  "silence before the last byte": (answer, bytes) => answer.write(bytes.subarray(0, -1)),
};

describe("a fault in one file, and all files are taken from the next source", { concurrency: 20 }, () => {
  for (const [fault, respond] of Object.entries(FAULTS)) {
    for (const broken of NAMES) {
      test(`${fault}: ${broken}`, { timeout: 20_000 }, async (context) => {
        const bad = await source(context, (answer, bytes, name) =>
          (name === broken || name === "" ? respond : well)(answer, bytes, name),
        );
        const good = await source(context);
        const { check, progress } = watched();
        assertWhole(await fetchCore(PIN, [bad.address, good.address], progress, QUICK));
        assert.deepEqual(good.asked.toSorted(), NAMES.toSorted());
        check();
        await until(() => bad.open.size === 0); // what was left is no longer read
      });
    }
  }
});

test("an endless answer is not read beyond the size that the file has", async (context) => {
  let sent = 0;
  const endless = await source(context, (answer) => {
    const more = () => {
      while (!answer.destroyed && answer.write(Buffer.alloc(65_536))) sent += 65_536;
    };
    answer.on("drain", more);
    more();
  });
  await assert.rejects(fetchCore(PIN, [endless.address], nothing), /sent a wrong file/);
  assert.ok(sent < 10_000_000, `${sent} bytes`);
});

test("a source that is not there is left for the next one", async (context) => {
  const good = await source(context);
  assertWhole(await fetchCore(PIN, [new URL("http://127.0.0.1:9/"), good.address], nothing));
});

test("without crypto.subtle, as on a plain http address, a wrong byte is seen just as well", async (context) => {
  const bad = await source(context, (answer, bytes, name) =>
    answer.end(name === "pyodide.asm.wasm" ? Buffer.concat([bytes.subarray(1), Buffer.from([99])]) : bytes),
  );
  const good = await source(context);
  const { crypto } = globalThis;
  context.after(() => Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true }));
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  assertWhole(await fetchCore(PIN, [bad.address, good.address], nothing));
  assert.deepEqual(good.asked.toSorted(), NAMES.toSorted());
});

describe("slow sources", { concurrency: true, timeout: 60_000 }, () => {
  test("one that hangs costs three seconds, by the clock", async (context) => {
    const [hangs, good] = [await source(context, nothing), await source(context)];
    const start = performance.now();
    assertWhole(await fetchCore(PIN, [hangs.address, good.address], nothing));
    assert.ok(performance.now() - start < 8000);
  });

  test(
    "one that trickles is overtaken by the next one, which starts beside it",
    { timeout: 20_000 },
    async (context) => {
      const [trickles, good] = [await source(context, takes(QUICK_SECOND * 1000)), await source(context, takes(100))];
      const { check, progress } = watched();
      assertWhole(await fetchCore(PIN, [trickles.address, good.address], progress, QUICK));
      assert.deepEqual(good.asked.toSorted(), NAMES.toSorted());
      assert.deepEqual(trickles.asked.toSorted(), NAMES.toSorted());
      check();
      await until(() => trickles.open.size === 0);
    },
  );

  test("one byte now and then is as good as nothing", async (context) => {
    const drips = await source(context, takes(QUICK_SECOND * 5000));
    await assert.rejects(fetchCore(PIN, [drips.address], nothing, QUICK), /stopped half way/);
  });

  test("of two slow ones the one that is ahead goes on alone, and nothing of it is lost", async (context) => {
    const first = await source(context, takes(QUICK_SECOND * 25));
    const second = await source(context, takes(QUICK_SECOND * 50));
    const { check, progress } = watched();
    const running = fetchCore(PIN, [first.address, second.address], progress, QUICK);
    await until(() => second.asked.length === 5 && second.open.size === 0);
    assert.ok(first.open.size > 0);
    assertWhole(await running);
    assert.equal(first.asked.length, 5);
    check();
  });

  test("one that will have sent all soon is not disturbed", async (context) => {
    const [steady, other] = [await source(context, takes(QUICK_SECOND * 8)), await source(context)];
    assertWhole(await fetchCore(PIN, [steady.address, other.address], nothing, QUICK));
    assert.deepEqual(other.asked, []);
  });

  test("one that was left for a faster one is asked again when that one fails", async (context) => {
    let slow = true;
    const first = await source(context, (...how) => (slow ? takes(QUICK_SECOND * 100) : well)(...how));
    const second = await source(context, (answer, bytes, name) => {
      takes(QUICK_SECOND * 12)(answer, name === "pyodide.asm.wasm" ? Buffer.alloc(bytes.length) : bytes, name);
    });
    const { check, progress } = watched();
    /** @type {Map<number, number>} bytes of the wasm by attempt */
    const come = new Map();
    /** @type {number[]} attempts that had it whole */
    const whole = [];
    const listener = {
      piece: (/** @type {number} */ attempt, /** @type {string} */ name, /** @type {Uint8Array} */ piece) =>
        name === "pyodide.asm.wasm" && come.set(attempt, (come.get(attempt) ?? 0) + piece.length),
      whole: (/** @type {number} */ attempt, /** @type {string} */ name) =>
        name === "pyodide.asm.wasm" && whole.push(attempt),
    };
    const running = fetchCore(PIN, [first.address, second.address], progress, { ...QUICK, listener });
    await until(() => first.asked.length === 5 && first.open.size === 0);
    assert.ok(second.open.size > 0);
    slow = false;
    assertWhole(await running);
    assert.equal(first.asked.length, 10);
    assert.deepEqual(whole, [3]);
    assert.equal(come.get(3), PIN.files["pyodide.asm.wasm"].size);
    check();
  });
});

test("where no source works, one sentence names each with its reason, and what to do", async (context) => {
  const busy = await source(context, (answer) => answer.writeHead(503).end());
  const spoils = await source(context, (answer) => answer.end("x"));
  const login = await source(context, (answer) => answer.writeHead(200, { "content-type": "text/html" }).end("<p>"));
  const away = new URL("http://127.0.0.1:9/");
  const say = async (/** @type {URL[]} */ ...sources) =>
    fetchCore(PIN, sources, nothing).then(assert.fail, (error) => error.message);
  assert.equal(
    await say(busy.address, away),
    `Python could not be loaded, because ${busy.host} answered with error 503 and 127.0.0.1:9 could not be reached: ` +
      "check the connection and try again.",
  );
  assert.equal(
    await say(busy.address, spoils.address),
    `Python could not be loaded, because ${busy.host} answered with error 503 and ${spoils.host} sent a wrong file: ` +
      "wait a little and try again.",
  );
  assert.equal(
    await say(away, login.address),
    `Python could not be loaded, because 127.0.0.1:9 could not be reached and ${login.host} sent a web page instead: ` +
      "see whether this network wants you to log in, and try again.",
  );
  assert.equal(
    await say(away, new URL("http://127.0.0.1:7/")),
    "Python could not be loaded, because 127.0.0.1:9 and 127.0.0.1:7 could not be reached: " +
      "check the connection and try again.",
  );
});

test("the load can be ended from outside, and asks nobody after that", async (context) => {
  const [hangs, next] = [await source(context, nothing), await source(context)];
  const abort = new AbortController();
  const running = fetchCore(PIN, [hangs.address, next.address], nothing, { ...QUICK, signal: abort.signal });
  setTimeout(() => abort.abort(new Error("enough")), 10);
  await assert.rejects(running, /enough/);
  await sleep(400);
  assert.equal(hangs.open.size, 0);
  assert.deepEqual(next.asked, []);
  await assert.rejects(fetchCore(PIN, [next.address], nothing, { signal: abort.signal }), /enough/);
  assert.deepEqual(next.asked, []);
});

describe("trying again", { concurrency: true }, () => {
  test("a source that failed comes after one that did not", async (context) => {
    const bad = await source(context, (answer) => answer.writeHead(503).end());
    const good = await source(context);
    const sources = [bad.address, good.address];
    await fetchCore(PIN, sources, nothing);
    await sleep(200);
    bad.asked.length = 0;
    assertWhole(await fetchCore(PIN, sources, nothing));
    assert.deepEqual(bad.asked, []);
  });

  test("a source that works again has its old place again", async (context) => {
    let broken = true;
    const first = await source(context, (answer, bytes) => (broken ? answer.destroy() : answer.end(bytes)));
    const second = await source(context);
    const sources = [first.address, second.address];
    await fetchCore(PIN, sources, nothing);
    broken = false;
    await fetchCore(PIN, [first.address], nothing);
    second.asked.length = 0;
    await fetchCore(PIN, sources, nothing);
    assert.deepEqual(second.asked, []);
  });

  test("after all failed, one that hung does not cost its seconds again", async (context) => {
    let broken = true;
    const hangs = await source(context, nothing);
    const busy = await source(context, (answer, bytes) => (broken ? answer.writeHead(503).end() : answer.end(bytes)));
    const sources = [hangs.address, busy.address];
    await assert.rejects(fetchCore(PIN, sources, nothing, QUICK), /sent nothing and .* answered with error 503/);
    broken = false;
    const start = performance.now();
    assertWhole(await fetchCore(PIN, sources, nothing));
    assert.ok(performance.now() - start < 2500);
  });

  test("a source that failed at once has its old place, alone", async (context) => {
    let broken = true;
    const respond = (/** @type {Answer} */ answer, /** @type {Buffer} */ bytes) =>
      broken ? answer.destroy() : answer.end(bytes);
    const [first, second] = [await source(context, respond), await source(context, respond)];
    await assert.rejects(fetchCore(PIN, [first.address, second.address], nothing));
    await sleep(200);
    broken = false;
    second.asked.length = 0;
    await fetchCore(PIN, [first.address, second.address], nothing);
    assert.deepEqual(second.asked, []);
  });
});

/**
 * A download that got so many bytes in each second up to now.
 * @param {...number} seconds
 */
function pace(...seconds) {
  const pace = new Pace();
  for (const bytes of seconds) {
    for (let tick = 0; tick < 1000 / TICK_MS; tick++) {
      pace.loaded += (bytes * TICK_MS) / 1000;
      pace.tick();
    }
  }
  return pace;
}

const attempt = (/** @type {Pace} */ pace, patience = 3000) => ({ pace, patience });

/** Of a whole of 100: what was got in each second, the answer. @type {[string, number[], boolean, string][]} */
const ALONE = [
  ["nothing came, but it is early", [0, 0], true, "wait"],
  ["nothing came for three seconds", [0, 0, 0], true, "start"],
  ["nothing came, and there is no other", [0, 0, 0, 0], false, "wait"],
  ["it will take eight more seconds", [10, 10, 10], true, "wait"],
  ["it will take long", [2, 2, 2], true, "start"],
  ["it was quick and has become slow", [30, 30, 1, 1, 1], true, "start"],
  ["it was slow and has become quick", [1, 1, 1, 20, 20, 20], true, "wait"],
  ["all is there", [50, 50, 0, 0, 0], true, "wait"],
];
for (const [what, got, more, answer] of ALONE) {
  test(`one source: ${what}: ${answer}`, () => assert.equal(decide([attempt(pace(...got))], more, 100), answer));
}

test("one source that hung before gets no time", () => assert.equal(decide([attempt(pace(), 0)], true, 100), "start"));

/** @type {[string, number[], number[], string | number][]} the number is of the one to leave */
const TWO = [
  ["the second has just begun", [1, 1, 1, 1, 1, 1], [5, 5, 5], "wait"],
  ["the first is ahead of one as fast", [1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1], 1],
  ["the second will be there earlier", [1, 1, 1, 1, 1, 1, 1, 1], [9, 9, 9, 9, 9], 0],
  ["the first is slower and yet earlier", [20, 20, 20, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2], 1],
  ["the second sends nothing", [1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], "wait"],
  ["the first sends nothing", [0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], "wait"],
  ["the second has all", [1, 1, 1, 1, 1, 1, 1, 1], [20, 20, 20, 20, 20], 0],
];
for (const [what, first, second, answer] of TWO) {
  test(`two sources: ${what}: ${typeof answer === "number" ? `leave ${answer}` : answer}`, () => {
    const running = [attempt(pace(...first)), attempt(pace(...second))];
    assert.equal(decide(running, false, 100), typeof answer === "number" ? running[answer] : answer);
    assert.equal(decide(running, true, 100), typeof answer === "number" ? running[answer] : answer);
  });
}

test("the bar goes from where it is to the end, which it reaches when all is checked", () => {
  assert.equal(shownOf({ loaded: 0, checked: 0 }, 40, 100), 40);
  assert.equal(shownOf({ loaded: 50, checked: 50 }, 40, 100), 70);
  assert.equal(shownOf({ loaded: 100, checked: 50 }, 0, 100), 95);
  assert.equal(shownOf({ loaded: 100, checked: 100 }, 40, 100), 100);
});
