// One command of a cell: its documented output, and what a run prints in its place.
import { button } from "./icons.js";
import { difference, holds } from "./compare.js";

/** What is put on the page at most; a run may print more, and the rest is told. */
const MOST_LINES = 1000;
const MOST_CHARACTERS = 100_000;

export class Output {
  /** As a run gave it, from first to last. */
  text = "";
  #documented;
  #panel;
  #samp;
  #notes;
  /** @type {HTMLElement} */
  #after = document.createElement("div");
  /** @type {[string, string][]} */
  #waiting = [];
  #lines = 0;
  #characters = 0;
  #frame = 0;
  #shown = false;

  /** @param {HTMLElement} run a `.py-cell-run` of the static page */
  constructor(run) {
    this.element = run;
    this.command = run.dataset.command ?? "python main.py";
    this.exit = Number(run.dataset.exit ?? 0);
    this.#panel = /** @type {HTMLElement} */ (run.querySelector("[data-output]"));
    this.#samp = /** @type {HTMLElement} */ (this.#panel.querySelector("samp"));
    this.#notes = [.../** @type {NodeListOf<HTMLElement>} */ (run.querySelectorAll(".py-cell-note"))];
    this.#documented = [...this.#samp.childNodes].map((node) => node.cloneNode(true));
    this.segments = this.#documented.map((node) => ({
      text: node.textContent ?? "",
      is: node instanceof HTMLElement ? node.dataset.varies : undefined,
    }));
    this.#after.className = "py-cell-after";
    run.append(this.#after);
  }

  /** What the page says that the command prints. */
  get documented() {
    return this.segments.map((segment) => segment.text).join("");
  }

  /** Before a run: what is shown stays until something comes. */
  begin() {
    this.#forget();
    this.#after.replaceChildren();
    delete this.#panel.dataset.verdict;
  }

  /** The page's own text again. */
  restore() {
    this.begin();
    this.#samp.replaceChildren(...this.#documented.map((node) => node.cloneNode(true)));
    for (const note of this.#notes) note.hidden = false;
  }

  #forget() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.text = "";
    this.#waiting = [];
    this.#lines = 0;
    this.#characters = 0;
    this.#shown = false;
  }

  /** @param {import("./messages.js").Chunk[]} chunks */
  add(chunks) {
    for (const [stream, text] of chunks) {
      this.text += text;
      this.#waiting.push([stream, text]);
    }
    this.#frame ||= requestAnimationFrame(() => this.show());
  }

  /** Put what has come on the page: text, never HTML, and no more than can be read. */
  show() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#shown) this.#clear();
    const added = document.createDocumentFragment();
    for (const [stream, text] of this.#waiting) {
      const room = this.#fitting(text);
      if (!room) continue;
      const node = stream === "stderr" ? document.createElement("span") : document.createTextNode("");
      if (node instanceof HTMLElement) node.className = "py-cell-stderr";
      node.textContent = room;
      added.append(node);
    }
    this.#waiting = [];
    this.#samp.append(added);
  }

  #clear() {
    this.#shown = true;
    this.#samp.replaceChildren();
    for (const note of this.#notes) note.hidden = true;
  }

  /** As much of a text as may still be shown. @param {string} text */
  #fitting(text) {
    let kept = text.slice(0, Math.max(0, MOST_CHARACTERS - this.#characters));
    const lines = kept.split("\n");
    if (this.#lines + lines.length - 1 >= MOST_LINES)
      kept = lines
        .slice(0, MOST_LINES - this.#lines)
        .map((line) => `${line}\n`)
        .join("");
    this.#lines += kept.split("\n").length - 1;
    this.#characters += kept.length;
    return kept;
  }

  /**
   * Ask the reader for a line, under the output.
   * @param {string} prompt
   * @param {AbortSignal} signal the run's end takes the field away
   * @returns {Promise<string | null>} null: no more input
   */
  ask(prompt, signal) {
    this.show();
    const form = document.createElement("form");
    const label = document.createElement("label");
    const field = document.createElement("input");
    const enter = button("enter", "Enter");
    form.className = "py-cell-input";
    enter.type = "submit";
    field.autocomplete = "off";
    field.spellcheck = false;
    label.append(prompt.trim() ? "Input " : "The program waits for a line of input ", field);
    if (prompt.trim()) field.setAttribute("aria-label", prompt.trim());
    form.append(label, enter);
    this.#after.replaceChildren(form);
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    field.focus();
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => (form.remove(), resolve(null)), { once: true });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        before?.focus();
        form.remove();
        this.add([["stdout", `${field.value}\n`]]);
        resolve(field.value);
      });
    });
  }

  /**
   * After the end: everything on the page, and the verdict.
   * @param {{exit: number | null, edited: boolean, cut: {characters: number, lines: number}}} end
   * @returns {"same" | "different" | "edited"}
   */
  finish({ exit, edited, cut }) {
    this.show();
    const same = holds(this.text, this.segments) && exit === this.exit;
    const verdict = edited ? "edited" : same ? "same" : "different";
    this.#panel.dataset.verdict = verdict;
    for (const note of this.#notes) note.hidden = verdict !== "same";
    this.#tellCut(cut);
    if (verdict === "different") this.#after.append(this.#difference(exit));
    return verdict;
  }

  /** @param {{characters: number, lines: number}} cut beyond what was kept */
  #tellCut(cut) {
    const characters = this.text.length - this.#characters + cut.characters;
    if (!characters) return;
    const lines = this.text.split("\n").length - 1 - this.#lines + cut.lines;
    const note = document.createElement("p");
    note.className = "py-cell-note";
    const number = new Intl.NumberFormat("en");
    note.textContent = `Cut here: ${number.format(Math.max(lines, 0))} more lines, ${number.format(characters)} characters, are not shown.`;
    this.#after.append(note);
  }

  /** @param {number | null} exit */
  #difference(exit) {
    const { documented, printed, line } = difference(this.documented, this.text);
    const box = document.createElement("div");
    box.className = "py-cell-difference";
    const head = document.createElement("p");
    const differs = this.documented !== this.text;
    head.textContent = differs
      ? `From line ${line} on, the page says (−) and this run printed (+):`
      : "The same text, but another exit status:";
    box.append(head);
    const list = document.createElement("pre");
    const rows = differs
      ? [...documented.map((text) => ["−", text]), ...printed.slice(0, 200).map((text) => ["+", text])]
      : [
          ["−", `exit status ${this.exit}`],
          ["+", `exit status ${exit}`],
        ];
    for (const [mark, text] of rows) {
      const row = document.createElement(mark === "+" ? "ins" : "del");
      row.textContent = `${mark} ${text || "(empty line)"}\n`;
      list.append(row);
    }
    list.tabIndex = 0;
    box.append(list);
    return box;
  }
}
