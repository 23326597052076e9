// One run of a cell's command: what is shown and said of it, from its start to its end. Loaded at the first sign that
// the reader wants one, with all that it needs.
import { EDITED } from "./files.js";
import { noteRun } from "./kept.js";
import { Output } from "./output.js";
import { Progress } from "./progress.js";
import { runtime } from "./runtime.js";
import { addStyles } from "./panels.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {Partial<Result> & {state: "done" | "failed" | "stopped", said: string, again?: boolean}} Ended said: in a sentence; again: whether trying again may help */
/**
 * @typedef {object} Task
 * @property {import("./types.js").Command} command
 * @property {import("./runtime.js").Order} order
 * @property {boolean} edited whether it is no longer the page's code
 * @property {HTMLElement} status what the bar of a download stands behind
 * @property {AbortSignal} signal stops the run
 * @property {(state: import("./types.js").State) => void} show
 * @property {(text: string) => void} say
 */

/** What has the styles of what a run may show. @type {WeakSet<HTMLElement>} */
const styled = new WeakSet();

/** @type {WeakMap<HTMLElement, Progress>} */
const bars = new WeakMap();

/** @param {HTMLElement} status */
function barOf(status) {
  const bar = bars.get(status) ?? new Progress(status);
  bars.set(status, bar);
  return bar;
}

/** @param {Task} task @returns {Promise<Ended>} */
export async function makeRun({ command, order, edited, status, signal, show, say }) {
  const bar = barOf(status);
  if (!styled.has(command.element)) void addStyles(command.element);
  styled.add(command.element);
  const output = (command.output ??= new Output(command.element));
  signal.addEventListener("abort", () => bar.hide(), { once: true });
  output.begin();
  const still = (/** @type {() => void} */ action) => signal.aborted || action();
  const end = await runtime.run(
    order,
    {
      state: (state) =>
        still(() => {
          if (state !== "loading") bar.hide();
          show(state);
          if (state !== "loading") say(SAID[state]);
        }),
      progress: (loaded, total, what) => still(() => bar.show(loaded, total, what)),
      output: (chunks) => still(() => output.add(chunks)),
      input: (prompt) => output.ask(prompt, signal),
    },
    signal,
  );
  bar.hide();
  const { state, exit, message, missing, again } = end;
  let verdict = null;
  if (state === "done") {
    noteRun();
    verdict = output.finish({ exit, edited, cut: end.cut ?? { characters: 0, lines: 0 } });
  } else if (output.text) output.close();
  // What an earlier run printed is not what a run that ended before its first word has to show.
  else output.restore();
  const said = sentence(state, exit, verdict, message);
  return { state, exit, output: output.text, verdict, message, missing, again, said };
}

const SAID = {
  queued: "Waiting for another cell's run to end.",
  running: "Running …",
  input: "The program waits for your input.",
};

const VERDICTS = {
  same: "✓ Python printed what the page says.",
  different: "≠ Python printed something else than the page says.",
  edited: EDITED,
};

/**
 * How a run ended.
 * @param {"done" | "failed" | "stopped"} state
 * @param {number | null} exit
 * @param {Result["verdict"]} verdict
 * @param {string} [message]
 */
function sentence(state, exit, verdict, message) {
  if (state === "stopped") return "Stopped.";
  if (state === "failed") return message ?? "The run failed.";
  const status = exit ? ` Exit status ${exit}.` : "";
  return `${VERDICTS[verdict ?? "edited"]}${status}`;
}
