// The lines that a program reads, in a box before the run: where the snippet gives them, or where the browser
// cannot let Python wait for a reader (it has no stack switching, JSPI).

/** Chrome and Edge from 137 on, Firefox from 153, Safari from 27. */
export const CAN_WAIT = "Suspending" in WebAssembly;

const GIVEN = "Input, a line for each time that the program asks. Empty the box, and it asks you while it runs.";
const BEFOREHAND =
  "Input, a line for each time that the program asks. Write it before you run: this browser cannot wait for you then.";

const READS_INPUT = /\binput\s*\(|\bstdin\b/;

export class Lines {
  #given;
  #place;
  #box = document.createElement("textarea");
  #label = document.createElement("label");

  /**
   * @param {HTMLElement} cell
   * @param {string} given what the snippet gives the program to read; empty: nothing
   */
  constructor(cell, given) {
    this.#given = given;
    this.#place = cell.querySelector(".py-cell-stdin") ?? document.createElement("div");
    this.#place.className = "py-cell-stdin";
    this.#box.spellcheck = false;
    this.#box.autocapitalize = "off";
    this.#label.append(CAN_WAIT ? GIVEN : BEFOREHAND, this.#box);
    if (given) this.#show();
    this.reset();
    if (!this.#place.isConnected) cell.querySelector(".py-cell-files")?.after(this.#place);
  }

  #show() {
    if (!this.#label.isConnected) this.#place.replaceChildren(this.#label);
  }

  /** Offer the box where the code is such that it is needed. @param {Record<string, string>} files */
  offer(files) {
    const reads = Object.entries(files).some(([name, text]) => name.endsWith(".py") && READS_INPUT.test(text));
    if (!CAN_WAIT && reads) this.#show();
    else if (!this.#given && !this.#box.value) this.#place.replaceChildren();
  }

  /** The lines of the snippet again. */
  reset() {
    this.#box.value = this.#given.replace(/\n$/, "");
    this.#box.rows = Math.min(8, this.#box.value.split("\n").length + (this.#given ? 0 : 1));
  }

  /** Whether the reader gives other lines than the snippet. */
  get edited() {
    return this.#box.value !== this.#given.replace(/\n$/, "");
  }

  /** What the program reads; null: the reader is asked while it runs. @returns {string | null} */
  get text() {
    if (this.#box.value) return `${this.#box.value}\n`;
    return CAN_WAIT ? null : "";
  }
}
