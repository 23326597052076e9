// What the parts of a cell tell each other, for the check of types alone: no page loads this file.

/** @typedef {"idle" | "loading" | "queued" | "running" | "input" | "done" | "failed" | "stopped"} State */
/**
 * @typedef {object} Result of a run
 * @property {State} state done, failed or stopped
 * @property {number | null} exit
 * @property {string} output
 * @property {"same" | "different" | "edited" | null} verdict
 * @property {number} ms from the call to the end
 * @property {string} [message] why it failed
 * @property {string[]} [missing] packages that could not be loaded
 */

/** @typedef {{element: HTMLElement, line: string, output: import("./output.js").Output | null}} Command the output: once it was run */

/**
 * @typedef {object} Entry one file
 * @property {string} name
 * @property {string} text
 * @property {{each: string, last: string}} ends how lines end, and the last one: the editor shows neither
 * @property {HTMLElement} panel
 * @property {HTMLElement} code
 * @property {HTMLButtonElement} tab
 * @property {ReturnType<typeof import("./editor.js").openEditor> | null} editor
 * @property {KeyboardEvent[] | null} typed while the editor is on its way
 */
/** @typedef {{name: string, text: string, html: string}} Original */

export {};
