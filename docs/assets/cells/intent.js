// Loads what a run needs, at the first sign that the reader wants one: so that Python is there at the click.
/** @typedef {typeof import("./run.js")} Run */

/** Named here so that they come side by side, and not one after the other: first what fetches Python. */
const PYTHON = "runtime download library messages packages snapshot sources";
const FILES = ["pyodide.json", "../vendor/library/library.json", "frame.js", "worker.js", "runner.py"];
const CELL = "run output progress compare hints kept panels";

/** @type {Promise<Run> | null} */
let run = null;

const here = (/** @type {string} */ name) => new URL(name, import.meta.url).href;

/** @param {Partial<HTMLLinkElement>} what @param {string} name */
function preload(what, name) {
  document.head.append(Object.assign(document.createElement("link"), what, { href: here(name) }));
}

/** @param {string} names */
function preloadScripts(names) {
  for (const name of names.split(" ")) preload({ rel: "modulepreload" }, `${name}.js`);
}

/** The frame for Python: an origin of its own, so no storage; its own policy, so no network. */
export function addFrame() {
  const frame = document.createElement("iframe");
  Object.assign(frame, { sandbox: "allow-scripts", hidden: true, title: "Python", src: here("frame.html") });
  document.body.append(frame);
  return frame;
}

/** Rejects where a part does not arrive; the next call tries again. */
function load() {
  if (!run) {
    preloadScripts(PYTHON);
    const early = document.querySelector("meta[name=pyodide]")?.getAttribute("content");
    for (const name of early ? [...FILES, early] : FILES)
      preload({ rel: "preload", as: "fetch", crossOrigin: "" }, name);
    preloadScripts(CELL);
    const frame = addFrame(); // it takes longest to come
    import("./runtime.js").then(({ runtime }) => runtime.warm(frame)).catch(() => frame.remove()); // the run will say why
    run = import("./run.js");
    run.catch(() => (run = null));
  }
  return run;
}

const MISSED = "Python could not be loaded: a part of this page did not arrive.";

/** @param {AbortSignal} signal @returns {Promise<Run | import("./run.js").Ended>} what makes a run, or how it ended without */
export function loadRun(signal) {
  return new Promise((resolve) => {
    const fail = () => {
      run = null;
      resolve({ state: "failed", message: MISSED, said: MISSED, again: true });
    };
    const stop = () => resolve({ state: "stopped", said: "Stopped." });
    const timer = setTimeout(fail, 20_000);
    signal.addEventListener("abort", stop, { once: true });
    load()
      .then((loaded) => (signal.aborted ? stop() : resolve(loaded)), fail)
      .finally(() => clearTimeout(timer));
  });
}

function warm() {
  load().catch(() => {});
}

/**
 * Whether a reader seems to be about to run or to change a cell. A page that scrolls under a still mouse sends moves,
 * too, of no length; a finger mostly wants to scroll.
 * @param {Event} event
 */
function isSign(event) {
  if (!(event instanceof PointerEvent)) return true;
  if (event.type === "pointerdown") return event.target instanceof Element && event.target.closest("button") !== null;
  return event.pointerType !== "touch" && (event.movementX !== 0 || event.movementY !== 0);
}

const { connection, deviceMemory = 8 } = /** @type {any} */ (navigator);

const onSign = (/** @type {Event} */ event) => connection?.saveData || !isSign(event) || warm();

/**
 * Whether anything of this kind is kept on this device (see kept.js, which a page seldom needs).
 * @param {"importable:edit:" | "importable-ran:"} prefix of a key
 */
export function isStored(prefix) {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false; // storage is denied
  }
}

/** Start Python when the reader turns to a cell; at idle where one was run lately. @param {HTMLElement} cell */
export function warmAtIntent(cell) {
  for (const type of ["pointermove", "pointerdown", "focusin"]) cell.addEventListener(type, onSign, { passive: true });
  if (!run && !connection?.saveData && deviceMemory >= 4 && isStored("importable-ran:"))
    (globalThis.requestIdleCallback ?? setTimeout)(warmIfLately);
}

/** Where a cell was run in the last weeks, it will be again. */
async function warmIfLately() {
  const { ranLately } = await import("./kept.js");
  if (ranLately()) warm();
}
