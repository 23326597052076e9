// The files of a cell: tabs, texts, editors, and how files come and go.
import { button } from "./icons.js";
import { normalName, whyNot } from "./names.js";

/**
 * @typedef {object} Entry one file
 * @property {string} name
 * @property {string} text
 * @property {string} tail the line feed at the end that the editor does not show, if there is one
 * @property {HTMLElement} panel
 * @property {HTMLElement} code
 * @property {HTMLButtonElement} tab
 * @property {Awaited<ReturnType<typeof import("./editor.js").openEditor>> | null} editor
 */
/** @typedef {{name: string, text: string, html: string}} Original */

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ " : "Ctrl+";
/** How the keyboard gets around in the editor. */
export const HINT = `Tab leaves the editor. ${MOD}] indents, ${MOD}[ outdents, ${MOD}Enter runs.`;

export class Files {
  /** @type {Entry[]} */
  #entries = [];
  /** @type {Original[]} */
  #originals = [];
  #opened = "";
  #panels;
  #bar = document.createElement("div");
  #tabs = document.createElement("div");
  #tools = document.createElement("span");
  /** @type {HTMLFormElement | null} */
  #form = null;
  #changed;
  #run;
  #isStart;
  #say;

  /**
   * @param {HTMLElement} cell with its static HTML
   * @param {object} hooks
   * @param {() => void} hooks.changed
   * @param {() => void} hooks.run
   * @param {(text: string) => void} hooks.say tells the reader
   * @param {(name: string) => boolean} hooks.isStart whether a command starts this file
   */
  constructor(cell, { changed, run, isStart, say }) {
    this.#say = say;
    this.#changed = changed;
    this.#run = run;
    this.#isStart = isStart;
    this.#panels = /** @type {HTMLElement} */ (cell.querySelector(".py-cell-files"));
    this.#bar.className = "py-cell-bar";
    this.#tabs.setAttribute("role", "tablist");
    this.#tabs.setAttribute("aria-label", "Files");
    this.#tabs.addEventListener("keydown", (event) => this.#onTabKey(event));
    this.#tools.className = "py-cell-tools";
    this.#bar.append(this.#tabs, this.#tools);
    for (const panel of this.#panels.children) this.#adopt(/** @type {HTMLElement} */ (panel));
    this.#panels.before(this.#bar);
    this.open(this.#opened || this.#entries[0].name);
  }

  /** @param {HTMLElement} panel of the static page */
  #adopt(panel) {
    const name = /** @type {HTMLElement} */ (panel.querySelector("pre")).dataset.file ?? "";
    const code = /** @type {HTMLElement} */ (panel.querySelector("code"));
    this.#originals.push({ name, text: code.textContent, html: code.innerHTML });
    if (panel.hasAttribute("data-open")) this.#opened = name;
    this.#add(name, code.textContent, panel);
  }

  /** Path to text, in the order of the tabs. @returns {Record<string, string>} */
  get texts() {
    return Object.fromEntries(this.#entries.map(({ name, text }) => [name, text]));
  }

  /** @param {Record<string, string>} texts */
  set texts(texts) {
    for (const { name } of [...this.#entries]) if (!Object.hasOwn(texts, name)) this.#drop(name);
    for (const [name, text] of Object.entries(texts)) {
      const entry = this.#find(name);
      if (entry) this.#write(entry, text);
      else this.#add(name, text);
    }
    const order = Object.keys(texts);
    this.#entries.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    this.#tabs.append(...this.#entries.map((entry) => entry.tab));
    if (!this.#find(this.#opened)) this.#opened = this.#entries[0].name;
    this.open(this.#opened);
    this.#changed();
  }

  /** The files as the page has them. */
  get originals() {
    return Object.fromEntries(this.#originals.map(({ name, text }) => [name, text]));
  }

  /** Whether the code is no longer the page's. */
  get edited() {
    return JSON.stringify(this.texts) !== JSON.stringify(this.originals);
  }

  /** The name of the file that is seen. */
  get opened() {
    return this.#opened;
  }

  /** @param {string} name */
  open(name) {
    this.#opened = name;
    for (const entry of this.#entries) {
      const open = entry.name === name;
      entry.panel.toggleAttribute("data-open", open);
      entry.tab.setAttribute("aria-selected", String(open));
      entry.tab.tabIndex = open ? 0 : -1;
    }
    this.#showTools();
  }

  /** @param {string} name */
  #find(name) {
    return this.#entries.find((entry) => entry.name === name);
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {HTMLElement} [given] the panel that the page has for it
   */
  #add(name, text, given) {
    const panel = given ?? this.#makePanel(text);
    const pre = /** @type {HTMLElement} */ (panel.querySelector("pre"));
    const code = /** @type {HTMLElement} */ (panel.querySelector("code"));
    const tab = document.createElement("button");
    const entry = { name, text, tail: lastLineFeed(text), panel, code, tab, editor: null };
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.addEventListener("click", () => this.open(entry.name));
    panel.setAttribute("role", "tabpanel");
    this.#entries.push(entry);
    this.#name(entry, name);
    this.#tabs.append(tab);
    this.#wake(entry, pre);
    if (!given) this.#panels.append(panel);
    return entry;
  }

  /** @param {string} text */
  #makePanel(text) {
    const panel = document.createElement("div");
    panel.className = "py-cell-file highlight";
    const caption = document.createElement("p");
    caption.className = "py-cell-caption";
    const pre = document.createElement("pre");
    const code = document.createElement("code");
    pre.tabIndex = 0;
    pre.setAttribute("role", "group");
    code.textContent = text;
    pre.append(code);
    panel.append(caption, pre);
    return panel;
  }

  /** Give an entry its name, everywhere. @param {Entry} entry @param {string} name */
  #name(entry, name) {
    entry.name = name;
    entry.tab.textContent = name;
    entry.tab.dataset.file = name;
    entry.panel.setAttribute("aria-label", name);
    /** @type {HTMLElement} */ (entry.panel.querySelector(".py-cell-caption")).textContent = name;
    const pre = /** @type {HTMLElement} */ (entry.panel.querySelector("pre"));
    pre.dataset.file = name;
    pre.setAttribute("aria-label", name);
  }

  /** @param {Entry} entry @param {string} text */
  #write(entry, text) {
    if (entry.text === text) return;
    this.#setText(entry, text);
    entry.tail = lastLineFeed(text);
    entry.editor?.setText(withoutLastLineFeed(text));
  }

  /** @param {Entry} entry @param {string} text */
  #setText(entry, text) {
    entry.text = text;
    const original = this.#originals.find(({ name }) => name === entry.name);
    if (original?.text === text) entry.code.innerHTML = original.html;
    else entry.code.textContent = text;
  }

  /** @param {string} name */
  #drop(name) {
    const entry = this.#find(name);
    if (!entry) return;
    entry.editor?.close();
    entry.tab.remove();
    entry.panel.remove();
    this.#entries.splice(this.#entries.indexOf(entry), 1);
  }

  // ── editing ─────────────────────────────────────────────────────────────────────────────────────────

  /** Open the editor when the reader goes into the code. @param {Entry} entry @param {HTMLElement} pre */
  #wake(entry, pre) {
    let byPointer = false;
    pre.addEventListener("pointerdown", () => (byPointer = true));
    pre.addEventListener("focus", () => byPointer || this.#edit(entry, null));
    pre.addEventListener("click", (event) => {
      byPointer = false;
      // Marking text to copy it is reading, not editing.
      if (getSelection()?.isCollapsed !== false) this.#edit(entry, { x: event.clientX, y: event.clientY });
    });
  }

  /** @param {Entry} entry @param {{x: number, y: number} | null} point */
  async #edit(entry, point) {
    const pre = /** @type {HTMLElement} */ (entry.panel.querySelector("pre"));
    const module = await import("./editor.js").catch(() => null);
    if (!module) return this.#say("The editor could not be loaded. Click into the code to try again.");
    if (!entry.editor) {
      const place = document.createElement("div");
      place.className = "py-cell-editor";
      place.dataset.file = entry.name;
      entry.editor = module.openEditor(place, {
        text: withoutLastLineFeed(entry.text),
        name: entry.name,
        hint: HINT,
        python: entry.name.endsWith(".py"),
        changed: (text) => this.#typed(entry, text),
        run: this.#run,
      });
      pre.after(place);
      pre.hidden = true;
    }
    entry.editor.focus(point);
  }

  /** @param {Entry} entry @param {string} text without the file's last line feed, which the editor does not show */
  #typed(entry, text) {
    if (withoutLastLineFeed(entry.text) === text) return;
    this.#setText(entry, text && text + entry.tail);
    this.#changed();
  }

  // ── adding, renaming, removing ──────────────────────────────────────────────────────────────────────

  #showTools() {
    const add = button("add", "Add a file", { bare: true });
    add.addEventListener("click", () =>
      this.#askName("add", "Name of the new file", "", (name) => this.#addNamed(name)),
    );
    const tools = [add];
    if (!this.#isStart(this.#opened)) {
      const rename = button("rename", `Rename ${this.#opened}`, { bare: true });
      rename.addEventListener("click", () =>
        this.#askName("rename", `New name of ${this.#opened}`, this.#opened, (name) => this.#rename(name)),
      );
      const remove = button("remove", `Remove ${this.#opened}`, { bare: true });
      remove.addEventListener("click", () => this.#remove());
      tools.push(rename, remove);
    }
    this.#tools.replaceChildren(...tools);
  }

  /**
   * @param {string} action
   * @param {string} label
   * @param {string} value
   * @param {(name: string) => void} done
   */
  #askName(action, label, value, done) {
    this.#form?.remove();
    const form = document.createElement("form");
    form.className = "py-cell-name";
    const field = document.createElement("input");
    const caption = document.createElement("label");
    const reason = document.createElement("p");
    const accept = button("accept", action === "add" ? "Add" : "Rename");
    const cancel = button("cancel", "Cancel");
    field.value = value;
    field.placeholder = "tools.py";
    field.spellcheck = false;
    field.autocapitalize = "off";
    accept.type = "submit";
    reason.setAttribute("role", "alert");
    caption.append(`${label} `, field);
    form.append(caption, accept, cancel, reason);
    const close = () => {
      form.remove();
      this.#form = null;
      /** @type {HTMLElement | null} */ (
        this.#tools.querySelector(`[data-action=${action}]`) ?? this.#tools.querySelector("button")
      )?.focus();
    };
    cancel.addEventListener("click", close);
    form.addEventListener("keydown", (event) => event.key === "Escape" && close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = normalName(field.value);
      const others = this.#entries
        .map((entry) => entry.name)
        .filter((other) => action === "add" || other !== this.#opened);
      reason.textContent = whyNot(name, others) ?? "";
      if (reason.textContent) return field.focus();
      close();
      done(name);
    });
    this.#form = form;
    this.#bar.after(form);
    field.focus();
    field.select();
  }

  /** @param {string} name */
  #addNamed(name) {
    const entry = this.#add(name, "");
    this.open(name);
    this.#changed();
    this.#edit(entry, null);
  }

  /** @param {string} name */
  #rename(name) {
    const entry = this.#find(this.#opened);
    if (!entry || name === entry.name) return;
    this.#name(entry, name);
    entry.editor?.close();
    entry.editor = null;
    entry.panel.querySelector(".py-cell-editor")?.remove();
    /** @type {HTMLElement} */ (entry.panel.querySelector("pre")).hidden = false;
    this.open(name);
    this.#changed();
  }

  #remove() {
    const place = this.#entries.findIndex((entry) => entry.name === this.#opened);
    this.#drop(this.#opened);
    this.open(this.#entries[Math.max(0, place - 1)].name);
    this.#find(this.#opened)?.tab.focus();
    this.#changed();
  }

  /** @param {KeyboardEvent} event */
  #onTabKey(event) {
    const place = this.#entries.findIndex((entry) => entry.name === this.#opened);
    const last = this.#entries.length - 1;
    const next = {
      ArrowRight: place === last ? 0 : place + 1,
      ArrowLeft: place === 0 ? last : place - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.open(this.#entries[next].name);
    this.#entries[next].tab.focus();
  }

  /** The element that the bar's buttons at the end go into. */
  get bar() {
    return this.#bar;
  }
}

/** The line feed at a text's end. An empty file gets one with its first line. @param {string} text */
const lastLineFeed = (text) => (text === "" || text.endsWith("\n") ? "\n" : "");

/** A page shows no empty line after a file's last line feed, and so neither does the editor. @param {string} text */
const withoutLastLineFeed = (text) => text.replace(/\n$/, "");
