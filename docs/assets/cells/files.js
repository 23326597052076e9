// The files of a cell: tabs, texts, editors, and how files come and go.
import { button } from "./icons.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Original} Original */

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const MOD = MAC ? "⌘ " : "Ctrl+";
/** How the keyboard gets around in the editor. */
export const HINT = `Tab leaves the editor. ${MOD}] indents, ${MOD}[ outdents, ${MOD}Enter runs.`;

/** Of this site's own files. */
export const MISSED = "A part of this page did not arrive. Try again, or reload the page.";
export const EDITED = "Edited: the code is no longer the page's.";

/** Both parts at once, and not one after the other: the second is the one that weighs something. */
const loadEditor = () => Promise.all([import("./editor.js"), import("../vendor/codemirror.js")]).then(([own]) => own);

/** A pointer moves over code: when it is pressed, the editor should be there. Where data is saved, it comes then. @param {PointerEvent} event */
function expectEditor({ pointerType }) {
  if (pointerType === "touch") return; // it scrolls
  const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
  if (!connection?.saveData) loadEditor().catch(() => {}); // the click tries again, and says so
}

const KEYS = ["Enter", "Backspace", "Delete", "Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/** Whether the editor would write this, or move in the text by it. Not with Ctrl or Alt; but AltGr is both. @param {KeyboardEvent} event */
function isTyping(event) {
  const command = (event.ctrlKey || event.metaKey || (event.altKey && !MAC)) && !event.getModifierState("AltGraph");
  return !command && (event.key.length === 1 || KEYS.includes(event.key));
}

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
   * @param {(byReader: boolean) => void} hooks.changed
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
    // Who is in a file already stays there.
    if (panel.matches(this.#opened ? ":focus-within" : "[data-open], :focus-within")) this.#opened = name;
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
    this.#changed(false);
  }

  /** Texts from elsewhere, and the file that is to be seen. @param {Record<string, string>} texts @param {string} opened */
  restore(texts, opened) {
    this.texts = texts;
    if (this.#find(opened)) this.open(opened);
  }

  /** Editors remember what was typed: without them, nobody brings it back. */
  closeEditors() {
    for (const entry of this.#entries) this.#closeEditor(entry);
  }

  /** The files as the page has them. */
  get originals() {
    return Object.fromEntries(this.#originals.map(({ name, text }) => [name, text]));
  }

  /** Whether the code is no longer the page's. */
  get edited() {
    const { texts } = this;
    return (
      this.#entries.length !== this.#originals.length || this.#originals.some(({ name, text }) => texts[name] !== text)
    );
  }

  /** The name of the file that is seen. */
  get opened() {
    return this.#opened;
  }

  /** @param {string} name */
  open(name) {
    this.#form?.remove(); // it asks about the file that was seen
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
    const entry = { name, text, ends: endsOf(text), panel, code, tab, editor: null, typed: null };
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
    entry.ends = endsOf(text);
    entry.editor?.setText(shown(text));
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

  // Editing

  /** Open the editor when the reader goes into the code. @param {Entry} entry @param {HTMLElement} pre */
  #wake(entry, pre) {
    let byPointer = false;
    // Scrolling brings code under a pointer that rests: that is no sign yet, and moves nothing.
    pre.addEventListener("pointermove", expectEditor, { once: true });
    pre.addEventListener("pointerdown", () => (byPointer = true));
    pre.addEventListener("keydown", (event) => {
      if (!entry.typed || !isTyping(event)) return;
      event.preventDefault();
      entry.typed.push(event);
    });
    pre.addEventListener("focus", () => byPointer || this.#edit(entry, null, pre));
    // Who came by the keyboard may have been here before the tools.
    if (pre.matches(":focus-visible")) void this.#edit(entry, null, pre);
    pre.addEventListener("click", (event) => {
      byPointer = false;
      // Marking text to copy it is reading, not editing.
      if (getSelection()?.isCollapsed !== false) this.#edit(entry, { x: event.clientX, y: event.clientY }, pre);
    });
  }

  /** @param {Entry} entry @param {{x: number, y: number} | null} point @param {HTMLElement} [from] what must still have the focus */
  async #edit(entry, point, from) {
    const pre = /** @type {HTMLElement} */ (entry.panel.querySelector("pre"));
    entry.typed ??= [];
    const module = await loadEditor().catch(() => null);
    const typed = entry.typed ?? [];
    entry.typed = null;
    if (!module) return this.#say("The editor could not be loaded. Click into the code to try again.");
    if (from && !from.contains(document.activeElement)) return; // the reader has gone on while it loaded
    if (!entry.editor) {
      const place = document.createElement("div");
      place.className = "py-cell-editor";
      place.dataset.file = entry.name;
      entry.editor = module.openEditor(place, {
        text: shown(entry.text),
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
    entry.editor.type(typed);
  }

  /** @param {Entry} entry @param {string} text as the editor shows it */
  #typed(entry, text) {
    if (shown(entry.text) === text) return;
    const original = this.#originals.find(({ name }) => name === entry.name);
    const { each, last } = entry.ends;
    // What was taken back is the page's own again, to the letter.
    if (original && shown(original.text) === text) this.#setText(entry, original.text);
    else this.#setText(entry, text && (text + last).replaceAll("\n", each));
    this.#changed(true);
  }

  /** @param {Entry} entry */
  #closeEditor(entry) {
    const place = entry.panel.querySelector(".py-cell-editor");
    const focused = place?.contains(document.activeElement);
    entry.editor?.close();
    entry.editor = null;
    place?.remove();
    /** @type {HTMLElement} */ (entry.panel.querySelector("pre")).hidden = false;
    if (focused) entry.tab.focus();
  }

  // Adding, renaming, removing

  #showTools() {
    const add = button("add", "Add a file", { bare: true });
    add.addEventListener("click", () => this.#askName("add"));
    const tools = [add];
    if (!this.#isStart(this.#opened)) {
      const rename = button("rename", `Rename ${this.#opened}`, { bare: true });
      rename.addEventListener("click", () => this.#askName("rename", this.#find(this.#opened)));
      const remove = button("remove", `Remove ${this.#opened}`, { bare: true });
      remove.addEventListener("click", () => this.#remove());
      tools.push(rename, remove);
    }
    this.#tools.replaceChildren(...tools);
  }

  /** @param {"add" | "rename"} action @param {Entry} [entry] that gets another name */
  async #askName(action, entry) {
    const { opened } = this;
    const module = await import("./naming.js").catch(() => null);
    if (!module) return this.#say(MISSED);
    if (opened !== this.#opened || (entry && !this.#entries.includes(entry))) return; // the reader has gone on
    this.#form?.remove();
    const others = this.#entries.filter((other) => other !== entry).map((other) => other.name);
    this.#form = module.openForm(this.#bar, {
      now: entry?.name,
      others,
      own: Object.keys(this.originals),
      take: (name) => (entry ? this.#rename(entry, name) : this.#addNamed(name)),
      left: () => {
        const tool = this.#tools.querySelector(`[data-action=${action}]`) ?? this.#tools.querySelector("button");
        /** @type {HTMLElement | null} */ (tool)?.focus();
      },
    });
  }

  /** @param {string} name */
  #addNamed(name) {
    const entry = this.#add(name, "");
    this.open(name);
    this.#changed(true);
    this.#edit(entry, null);
  }

  /** @param {Entry} entry @param {string} name */
  #rename(entry, name) {
    if (name === entry.name) return;
    this.#name(entry, name);
    this.#closeEditor(entry);
    this.open(name);
    this.#changed(true);
  }

  #remove() {
    const place = this.#entries.findIndex((entry) => entry.name === this.#opened);
    this.#drop(this.#opened);
    this.open(this.#entries[Math.max(0, place - 1)].name);
    this.#find(this.#opened)?.tab.focus();
    this.#changed(true);
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

/** As the editor shows a text: line feeds alone, and no empty line after the last one. @param {string} text */
const shown = (text) => text.replace(/\r\n?/g, "\n").replace(/\n$/, "");

/** How the lines of a text end. An empty file gets a line feed with its first line. @param {string} text */
function endsOf(text) {
  const windows = text.includes("\r\n") && !/[\r\n]/.test(text.replaceAll("\r\n", ""));
  return { each: windows ? "\r\n" : "\n", last: text === "" || /[\r\n]$/.test(text) ? "\n" : "" };
}
