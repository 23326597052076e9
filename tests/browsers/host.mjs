// Drives Chromium or Firefox for puppeteer.py: an order a line on standard input, an answer a line on standard output.
//
// In:  {"id": 1, "act": "evaluate", "args": ["…"]}
// Out: {"id": 1, "value": …} or {"id": 1, "error": "…"}; and by itself {"heard": "…", "from": "address"}
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [browser, executablePath, ...args] = process.argv.slice(2);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const opened = await puppeteer.launch({
  browser,
  executablePath,
  headless: true,
  args,
  defaultViewport: { width: 1000, height: 800 },
  // The tests end runs by themselves; a slow machine is no failure.
  protocolTimeout: 600_000,
});
const page = await opened.newPage();
page.on("pageerror", (error) => say({ heard: String(error), from: "" }));
page.on("console", (message) => {
  if (message.type() === "error") say({ heard: message.text(), from: message.location().url ?? "" });
});

const acts = {
  open: async (address) => void (await page.goto(address, { timeout: 60_000 })),
  evaluate: (expression) => page.evaluate(expression),
  evaluateInside: (expression) => page.frames()[1].evaluate(expression),
  click: (x, y) => page.mouse.click(x, y),
  type: (text) => page.keyboard.type(text),
  press: async (keys) => {
    for (const key of keys) await page.keyboard.down(key);
    for (const key of keys.toReversed()) await page.keyboard.up(key);
  },
  screenshot: async (path) => void (await page.screenshot({ path })),
  version: () => opened.version(),
};

say({ id: 0, value: await opened.version() });
const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const { id, act, args } = JSON.parse(line);
  try {
    say({ id, value: (await acts[act](...args)) ?? null });
  } catch (error) {
    say({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
lines.on("close", async () => {
  await opened.close();
  process.exit(0);
});
