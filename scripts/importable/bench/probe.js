// In each measured page, the site's and the bare one alike: presses its buttons and looks at the clock. It knows what
// the README's contract of a cell says, and nothing else.

/** @typedef {HTMLElement & {files?: Record<string, string>, command?: string}} Root a cell, or the bare page */
/** @typedef {{word: string, code: string, endless: boolean}} Program a text for main.py, and a word that it prints */

const LONGEST_MS = 60_000;
/** Less is no long task for the browser; the heartbeat sees that it was less. */
const LONG_MS = 50;

const bench = {
  /**
   * What can run one file: cells in the page's order, or the bare page itself.
   * @returns {Root[]}
   */
  roots() {
    const cells = /** @type {NodeListOf<Root>} */ (document.querySelectorAll("py-cell"));
    if (!cells.length) return document.querySelector("[data-action=run]:not([disabled])") ? [document.body] : [];
    return [...cells].filter((cell) => cell.files?.["main.py"] !== undefined && cell.command === "python main.py");
  },

  /** @param {Root} root @param {string} code */
  setCode(root, code) {
    const area = root.querySelector("textarea");
    if (root.files) root.files = { ...root.files, "main.py": code };
    else if (area) area.value = code;
  },

  /**
   * When a word is in the output: the page's clock.
   * @param {Root} root
   * @param {string} word that stands on no page, so that a documented output is not taken for a run's
   * @returns {Promise<number>}
   */
  shown(root, word) {
    const output = bench.find(root, "[data-output]");
    return new Promise((resolve, reject) => {
      const look = () => output.textContent?.includes(word) && resolve(performance.now());
      new MutationObserver(look).observe(output, { childList: true, characterData: true, subtree: true });
      root.addEventListener("py-cell-result", (event) => {
        const { state, message } = /** @type {CustomEvent} */ (event).detail;
        if (state === "failed") reject(new Error(`the run failed: ${message}`));
      });
      setTimeout(() => reject(new Error(`no output within ${LONGEST_MS / 1000} s`)), LONGEST_MS);
    });
  },

  /**
   * Press Run and wait for the output, and for the end of the program if it has one.
   * @param {Root} root
   * @param {Program} program
   * @returns {Promise<{clicked: number, shown: number, at: number}>} page's clock; `at` is seconds since 1970
   */
  async run(root, { word, code, endless }) {
    bench.setCode(root, code);
    const shown = bench.shown(root, word);
    // A cell's result comes after its output, and only then a reader can press Run again.
    const ended = endless || !root.files ? null : bench.hear(root, "py-cell-result", () => true);
    const clicked = performance.now();
    bench.find(root, "[data-action=run]").click();
    const when = await shown;
    await ended;
    return { clicked, shown: when, at: (performance.timeOrigin + when) / 1000 };
  },

  /**
   * Press Stop, and Run as soon as it has stopped.
   * @param {Root} root
   * @param {Program} next
   */
  async stopAndRun(root, next) {
    const clicked = performance.now();
    await bench.stop(root);
    return { ...(await bench.run(root, next)), clicked };
  },

  /** @param {Root} root @returns {Promise<void>} when it has stopped */
  stop(root) {
    const stopped = bench.hear(root, "py-cell-state", ({ state }) => state === "stopped");
    bench.find(root, "[data-action=stop]").click();
    return stopped;
  },

  /**
   * Wait for an event of a cell.
   * @param {Root} root
   * @param {"py-cell-state" | "py-cell-result"} name
   * @param {(detail: any) => boolean} holds whether it is this one
   * @returns {Promise<void>}
   */
  hear(root, name, holds) {
    return new Promise((resolve) => {
      root.addEventListener(name, function heard(event) {
        if (!holds(/** @type {CustomEvent} */ (event).detail)) return;
        root.removeEventListener(name, heard);
        resolve();
      });
    });
  },

  /** @param {Root} root @param {string} selector */
  find(root, selector) {
    const element = /** @type {HTMLElement | null} */ (root.querySelector(selector));
    if (!element) throw new Error(`there is no ${selector}`);
    return element;
  },

  /** Wait until there is something to run. @returns {Promise<Root[]>} */
  ready() {
    return new Promise((resolve) => {
      const look = () => {
        const roots = bench.roots();
        if (!roots.length) return;
        observer.disconnect();
        resolve(roots);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, attributes: true });
      look();
    });
  },

  /** Begin to watch for how long the main thread is busy at a time; gives what ends it and tells. */
  watch() {
    /** @type {number[]} */
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)));
    observer.observe({ type: "longtask" });
    let last = performance.now();
    let gap = 0;
    let watching = true;
    const beat = () => {
      const now = performance.now();
      gap = Math.max(gap, now - last - 4); // a browser lets a timer's timer wait for 4 ms
      last = now;
      if (watching) setTimeout(beat);
    };
    setTimeout(beat);
    return async () => {
      await bench.pause(150); // long tasks are told of a little later
      watching = false;
      observer.disconnect();
      // The gap between two beats may hold several tasks, none of them long.
      return tasks.length ? Math.max(...tasks) : Math.min(gap, LONG_MS);
    };
  },

  /** @param {number} ms @returns {Promise<void>} */
  pause: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),

  /** The longest script of each address within a frame that took long. @type {Record<string, number>} */
  scripts: {},

  watchScripts() {
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries()) {
        for (const { sourceURL, duration } of /** @type {any} */ (frame).scripts) {
          bench.scripts[sourceURL] = Math.max(bench.scripts[sourceURL] ?? 0, duration);
        }
      }
    }).observe({ type: "long-animation-frame", buffered: true });
  },

  /** When the mouse went down, when keys did, and when letters were on the screen. */
  typing: { down: 0, keys: /** @type {number[]} */ ([]), screen: /** @type {number[]} */ ([]) },

  /** Watch a cell's text for a letter. @param {Root} root @param {string} letter */
  watchTyping(root, letter) {
    const count = () => (root.files?.["main.py"] ?? "").split(letter).length;
    const before = count();
    const { typing } = bench;
    addEventListener("pointerdown", (event) => (typing.down ||= event.timeStamp), true);
    addEventListener("keydown", (event) => typing.keys.push(event.timeStamp), true);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      while (typing.screen.length < data) typing.screen.push(performance.now());
    };
    const look = () => {
      // A message that is sent while a frame is made arrives when that frame is drawn.
      port2.postMessage(count() - before);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  },
};

if (window === top) {
  const page =
    /** @type {{bench: typeof bench, plan: {atOnce?: Program, watch?: boolean}, ran?: Promise<object>, load?: () => Promise<number>}} */ (
      /** @type {unknown} */ (globalThis)
    );
  page.bench = bench;
  const { atOnce, watch } = page.plan;
  if (watch) page.load = bench.watch();
  if (watch) bench.watchScripts();
  if (atOnce) page.ran = bench.ready().then(([root]) => bench.run(root, atOnce));
}
