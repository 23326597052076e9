// What comes out of the sealed frame is let in only if it has the right shape and size.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessage } from "../../docs/assets/cells/messages.js";

const CUT = { characters: 0, lines: 0 };

for (const message of [
  { type: "listening" },
  { type: "booted" },
  { type: "unusable", message: "why" },
  { type: "compiled" },
  { type: "snapshot", bytes: new Uint8Array(8) },
  { type: "started", id: 1, python: "3.14.2", restored: true },
  { type: "unstarted", id: 1, message: "why" },
  { type: "output", id: 1, chunks: [] },
  {
    type: "output",
    id: 1,
    chunks: [
      ["stdout", "a"],
      ["stderr", "b"],
    ],
  },
  { type: "wants", id: 1, names: ["numpy"] },
  { type: "library", id: 1 },
  { type: "input", id: 1, prompt: "" },
  { type: "done", id: 1, exit: 0, cut: CUT },
  { type: "broken", id: 1, message: "" },
]) {
  test(`${JSON.stringify(message)} is let in`, () => assert.equal(readMessage(message), message));
}

const long = (/** @type {number} */ length) => "x".repeat(length);

for (const [what, message] of /** @type {[string, unknown][]} */ ([
  ["nothing", undefined],
  ["null", null],
  ["a text", "done"],
  ["a number", 1],
  ["a list", []],
  ["an object without a type", {}],
  ["a type that is not known", { type: "eval" }],
  ["a type that every object has", { type: "toString" }],
  ["a type that is a prototype", { type: "__proto__" }],
  ["a type that is no text", { type: ["done"] }],
  ["no number of the run", { type: "done", exit: 0, cut: CUT }],
  ["a number of the run that is a text", { type: "done", id: "1", exit: 0, cut: CUT }],
  ["an exit status that is no number", { type: "done", id: 1, exit: "<b>", cut: CUT }],
  ["an exit status that is not whole", { type: "done", id: 1, exit: 0.5, cut: CUT }],
  ["an exit status that is no number at all", { type: "done", id: 1, exit: Number.NaN, cut: CUT }],
  ["no word of what was cut", { type: "done", id: 1, exit: 0 }],
  ["chunks that are a text", { type: "output", id: 1, chunks: "<b>" }],
  ["chunks that are like a list", { type: "output", id: 1, chunks: { length: 1, 0: ["stdout", "a"] } }],
  ["a chunk that is a text", { type: "output", id: 1, chunks: ["a"] }],
  ["a chunk of another stream", { type: "output", id: 1, chunks: [["html", "<b>"]] }],
  ["a chunk with something more", { type: "output", id: 1, chunks: [["stdout", "a", "b"]] }],
  ["a chunk whose text is an object", { type: "output", id: 1, chunks: [["stdout", { toString: () => "a" }]] }],
  ["a chunk that is too long", { type: "output", id: 1, chunks: [["stdout", long(2_000_001)]] }],
  ["a list with a hole", { type: "output", id: 1, chunks: [null] }],
  ["a wish for the library without a number of the run", { type: "library" }],
  ["names that are no list", { type: "wants", id: 1, names: "numpy" }],
  ["too many names", { type: "wants", id: 1, names: Array(201).fill("a") }],
  ["a name that is too long", { type: "wants", id: 1, names: [long(201)] }],
  ["a prompt that is too long", { type: "input", id: 1, prompt: long(100_001) }],
  ["a prompt that is no text", { type: "input", id: 1, prompt: null }],
  ["a reason that is too long", { type: "broken", id: 1, message: long(2001) }],
  ["a version that is too long", { type: "started", id: 1, python: long(41), restored: true }],
  ["a start that does not say from what", { type: "started", id: 1, python: "3.14.2" }],
  ["a snapshot that is none", { type: "snapshot", bytes: [1, 2] }],
  ["a snapshot that is too large", { type: "snapshot", bytes: new Uint8Array(64 * 1024 * 1024 + 1) }],
])) {
  test(`${what} is not let in`, () => assert.equal(readMessage(message), null));
}
