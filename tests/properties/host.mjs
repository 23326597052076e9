// Evaluates expressions for the properties: a line is one as a JSON text, with the cell's modules by their names in
// it; the answer is one line of JSON. What JSON cannot say, such as NaN, is told as {"js": "NaN"}.
import { createInterface } from "node:readline";
import * as compare from "../../docs/assets/cells/compare.js";
import * as messages from "../../docs/assets/cells/messages.js";
import * as names from "../../docs/assets/cells/names.js";

const modules = { compare, messages, names };

/** @this {any} @param {string} key */
function told(key) {
  const value = this[key];
  const plain = value === null || typeof value === "boolean" || typeof value === "string" || Number.isFinite(value);
  if (plain || Array.isArray(value)) return value;
  return value !== undefined && Object.getPrototypeOf(value) === Object.prototype ? value : { js: String(value) };
}

/** @param {string} expression */
function evaluate(expression) {
  try {
    return { value: new Function(...Object.keys(modules), `return (${expression})`)(...Object.values(modules)) };
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(evaluate(JSON.parse(line)), told)}\n`);
}
