// One command of a cell: its documented output, and what a run prints in its place.
import { button } from "./icons.js";
import { difference, holds } from "./compare.js";
import { hintFor } from "./hints.js";
import { onEnter } from "./panels.js";

/** What is put on the page at most; a run may print more: that is told, and shown if the reader wants it. */
const MOST_LINES = 1000;
const MOST_CHARACTERS = 100_000;
/** Changes between the streams, each an element of the page. */
const MOST_PIECES = 2000;
/** What "show all" adds at a time, so that the page stays usable meanwhile. */
const STEP = 50_000;

/** Marks on one letter: a browser takes seconds to draw thousands of them. */
const PILE = /(\p{M}{30})\p{M}+/gu;

const number = new Intl.NumberFormat("en");

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
  /** What came after the page was full. @type {[string, string][]} */
  #rest = [];
  #lines = 0;
  #characters = 0;
  #pieces = 0;
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
    // Lower than before it is at the end alone: what comes in parts would pull up what is below, and let it fall again.
    const [samp, after] = [this.#samp.offsetHeight, this.#after.offsetHeight];
    this.#samp.style.minHeight = `${samp}px`;
    this.#after.style.minHeight = `${after}px`;
    this.#empty();
  }

  #empty() {
    this.#forget();
    this.#after.replaceChildren();
    delete this.#panel.dataset.verdict;
  }

  /** The page's own text again. */
  restore() {
    this.#empty();
    this.#samp.replaceChildren(...this.#documented.map((node) => node.cloneNode(true)));
    this.#settle(true);
  }

  /** What is shown will stay. @param {boolean} notes whether it is what the page says of its own output */
  #settle(notes) {
    for (const note of this.#notes) {
      note.hidden = !notes;
      delete note.dataset.away;
    }
    for (const part of [this.#samp, this.#after]) part.style.minHeight = "";
  }

  #forget() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.text = "";
    this.#waiting = [];
    this.#rest = [];
    this.#lines = 0;
    this.#characters = 0;
    this.#pieces = 0;
    this.#shown = false;
  }

  /** The first is shown at once, what follows with the browser's next frame. @param {import("./messages.js").Chunk[]} chunks */
  add(chunks) {
    for (const [stream, text] of chunks) {
      this.text += text;
      this.#waiting.push([stream, text]);
    }
    if (!this.#shown) this.show();
    else this.#frame ||= requestAnimationFrame(() => this.show());
  }

  /** Put what has come on the page: text, never HTML, and no more than can be read. */
  show() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#shown) this.#clear();
    for (const [stream, text] of this.#waiting) {
      const kept = this.#rest.length ? "" : this.#fitting(text);
      if (kept) this.#append(stream, kept.replace(PILE, "$1…"));
      if (kept.length < text.length) this.#rest.push([stream, text.slice(kept.length)]);
    }
    this.#waiting = [];
  }

  /** @param {string} stream @param {string} text @param {Element} place */
  #append(stream, text, place = this.#samp) {
    const last = place.lastChild;
    if (last && stream === (last instanceof Text ? "stdout" : "stderr")) {
      /** @type {Text} */ (last instanceof Text ? last : last.firstChild).appendData(text);
      return;
    }
    const node = stream === "stderr" ? document.createElement("span") : document.createTextNode(text);
    if (node instanceof HTMLElement) {
      node.className = "py-cell-stderr";
      node.append(text);
    }
    place.append(node);
    this.#pieces++;
  }

  #clear() {
    this.#shown = true;
    this.#samp.replaceChildren();
    for (const note of this.#notes) note.dataset.away = "";
  }

  /** As much of a text as may still be shown. @param {string} text */
  #fitting(text) {
    if (this.#pieces >= MOST_PIECES) return "";
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
      onEnter(field, enter, () => {
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
    this.#end(cut);
    const same = holds(this.text, this.segments) && exit === this.exit;
    const verdict = edited ? "edited" : same ? "same" : "different";
    this.#panel.dataset.verdict = verdict;
    this.#settle(verdict === "same");
    if (verdict === "different") this.#after.append(this.#difference(exit));
    const hint = exit ? hintFor(this.text) : null;
    if (hint) this.#after.append(paragraph(hint));
    return verdict;
  }

  /** After a run that was stopped: what it printed stays. */
  close() {
    this.#end(null);
    this.#settle(false);
  }

  /**
   * Nothing more comes: everything on the page, or said.
   * @param {{characters: number, lines: number} | null} cut beyond what was kept; null where the run was stopped
   */
  #end(cut) {
    this.show();
    const rest = this.#rest.reduce((sum, [, text]) => sum + text.length, 0);
    if (!rest && !cut?.characters) return;
    const lines = this.#rest.reduce((sum, [, text]) => sum + linesIn(text), 0) + (cut?.lines ?? 0);
    const more = amount(lines, rest + (cut?.characters ?? 0));
    const note = paragraph(`Cut here: ${cut ? "" : "at least "}${more} were printed. `);
    if (rest) {
      const all = button("show-all", cut?.characters || !cut ? "Show the first million characters" : "Show all");
      all.addEventListener("click", () => this.#showRest(note, cut));
      note.append(all);
    }
    this.#after.append(note);
  }

  /** @param {HTMLElement} note is changed to what is still cut @param {{characters: number, lines: number} | null} cut */
  #showRest(note, cut) {
    const [more, what] = [cut?.characters ?? 0, cut?.lines ?? 0];
    note.textContent = more ? `Cut here: ${amount(what, more)} were printed.` : "";
    this.#panel.focus();
    const rest = this.#rest;
    /** @type {Element} */
    let place = this.#samp;
    const step = () => {
      if (this.#rest !== rest) return; // another run has begun
      // A block of its own: the browser lays out only those that are in sight.
      if (place.textContent?.endsWith("\n")) {
        place = document.createElement("span");
        place.className = "py-cell-more";
        this.#samp.append(place);
      }
      for (let room = STEP; room > 0 && rest.length;) {
        const [stream, text] = rest[0];
        const end = text.length > room ? text.lastIndexOf("\n", room) + 1 || room : text.length;
        this.#append(stream, text.slice(0, end).replace(PILE, "$1…"), place);
        room -= end + 20;
        if (end < text.length) rest[0] = [stream, text.slice(end)];
        else rest.shift();
      }
      if (rest.length) requestAnimationFrame(step);
    };
    step();
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

/** @param {string} text */
function paragraph(text) {
  const note = document.createElement("p");
  note.className = "py-cell-note";
  note.textContent = text;
  return note;
}

/** What was cut, in words. @param {number} lines @param {number} characters */
function amount(lines, characters) {
  const size = number.format(characters);
  return lines ? `${number.format(lines)} more lines, ${size} characters,` : `${size} more characters`;
}

/** Counted where it stands: an endless program leaves a hundred thousand pieces to count. @param {string} text */
function linesIn(text) {
  let lines = 0;
  for (let place = text.indexOf("\n"); place >= 0; place = text.indexOf("\n", place + 1)) lines++;
  return lines;
}
