// The panel below a cell's tabs: its address, with the reader's changes or without, texts to embed it, and its files as a
// download. Loaded when the reader first presses Share. Nothing is sent anywhere: the changes are in the address itself.
import { MISSED } from "./files.js";
import { FORMS } from "./forms.js";
import { encode, FragmentError } from "./fragment.js";
import { button } from "./icons.js";
import { addStyles } from "./panels.js";

/** What the embed's page has around the cell, in pixels. */
const AROUND_CELL = 60;

/** Those that are open. @type {WeakMap<HTMLElement, SharePanel>} */
const panels = new WeakMap();

/**
 * Open the panel of a cell, or close it.
 * @param {HTMLElement} cell
 * @param {import("./files.js").Files} files
 * @param {HTMLElement} opener the button that was pressed, and gets the focus back
 */
export function toggle(cell, files, opener) {
  const open = panels.get(cell);
  if (open) open.close();
  else panels.set(cell, new SharePanel(cell, files, opener));
}

class SharePanel {
  #cell;
  #files;
  #opener;
  #form = document.createElement("form");
  #select = document.createElement("select");
  #text = document.createElement("textarea");
  #changes = document.createElement("input");
  #withChanges = document.createElement("label");
  #note = document.createElement("p");
  #download = button("download", "");
  #drawing = 0;
  #onChange = () => void this.#draw();

  /** @param {HTMLElement} cell @param {import("./files.js").Files} files @param {HTMLElement} opener */
  constructor(cell, files, opener) {
    this.#cell = cell;
    this.#files = files;
    this.#opener = opener;
    this.#build();
    opener.setAttribute("aria-expanded", "true");
    cell.addEventListener("py-cell-change", this.#onChange);
    void this.#open();
  }

  async #open() {
    this.#form.hidden = true;
    this.#files.bar.after(this.#form);
    await Promise.all([addStyles(this.#form), this.#draw()]);
    this.#form.hidden = false;
    this.#select.focus();
  }

  close() {
    panels.delete(this.#cell);
    this.#cell.removeEventListener("py-cell-change", this.#onChange);
    this.#form.remove();
    this.#opener.setAttribute("aria-expanded", "false");
    this.#opener.focus();
  }

  /** Write what there is to copy now: with the files, the address changes. */
  async #draw() {
    const [cell, files] = [this.#cell, this.#files];
    const drawing = ++this.#drawing;
    const names = Object.keys(files.texts);
    this.#withChanges.hidden = !files.edited;
    this.#download.lastChild?.replaceWith(names.length > 1 ? "Download as .zip" : `Download ${names[0]}`);
    let fragment = cell.id;
    let note = "";
    if (files.edited && this.#changes.checked)
      try {
        fragment = await encode(cell.id, files.texts);
        note = "The code is in the address itself, and goes to whom you send it. No server has it.";
      } catch (error) {
        if (!(error instanceof FragmentError)) throw error;
        note = `${error.message} What stands above leads to the page's own code.`;
      }
    if (drawing !== this.#drawing) return; // changed again meanwhile
    const form = FORMS.find(({ name }) => name === this.#select.value) ?? FORMS[0];
    this.#text.value = form.write({
      title: titleOf(cell),
      address: permalink(fragment),
      embed: embedOf(cell, fragment),
      height: Math.ceil(cell.offsetHeight - this.#form.offsetHeight + AROUND_CELL),
    });
    this.#note.textContent = note;
  }

  #build() {
    this.#form.className = "py-cell-share";
    this.#form.setAttribute("aria-label", "Share");
    for (const group of ["Link", "Embed"]) this.#select.append(optionsOf(group));
    this.#text.readOnly = true;
    this.#text.rows = 2;
    this.#text.spellcheck = false;
    this.#text.setAttribute("aria-label", "Text to copy");
    this.#changes.type = "checkbox";
    this.#changes.checked = true;
    this.#withChanges.append(this.#changes, " with the changes in this cell");
    this.#note.setAttribute("role", "status");
    const kind = document.createElement("label");
    kind.append("As ", this.#select);
    const copy = button("link", "Copy");
    const close = button("close", "Close");
    const row = document.createElement("div");
    row.append(copy, this.#download, close);
    this.#form.append(kind, this.#withChanges, this.#text, row, this.#note);
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.#select.addEventListener("change", () => void this.#draw());
    this.#changes.addEventListener("change", () => void this.#draw());
    this.#text.addEventListener("focus", () => this.#text.select());
    copy.addEventListener("click", () => void this.#copy());
    this.#download.addEventListener("click", () => void this.#save());
    close.addEventListener("click", () => this.close());
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#text.value);
      this.#note.textContent = "Copied.";
    } catch {
      this.#text.focus();
      this.#note.textContent =
        "The browser does not let this page copy. The text is marked: copy it with the keyboard.";
    }
  }

  async #save() {
    try {
      const { packed, save } = await import("./save.js");
      const what = packed(this.#cell.id, this.#files.texts);
      save(what);
      const unless = self === top ? "" : ", unless the page around this one forbids it";
      this.#note.textContent = `${what.name}: your browser saves it${unless}.`;
    } catch {
      this.#note.textContent = MISSED;
    }
  }
}

/** @param {string} group */
function optionsOf(group) {
  const element = document.createElement("optgroup");
  element.label = group;
  for (const form of FORMS) if (form.group === group) element.append(new Option(`${group}: ${form.label}`, form.name));
  return element;
}

/** On the page that has the cell alone, the link to its full page. */
const home = () => /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.embed-home"));

/** @param {string} fragment what comes behind the `#` */
const permalink = (fragment) => new URL(`#${fragment}`, new URL(home()?.href ?? location.pathname, location.href)).href;

/** @param {HTMLElement} cell @param {string} fragment */
function embedOf({ id }, fragment) {
  return new URL(`../../embed/${id}/${fragment === id ? "" : `#${fragment}`}`, import.meta.url).href;
}

/** @param {HTMLElement} cell */
function titleOf(cell) {
  const heading = document.querySelector("h1")?.firstChild?.textContent ?? document.title;
  return cell.dataset.title ?? `${heading.trim()}: ${cell.id}`;
}
