// How far a download is: a bar in the line below a cell. Loaded at the first run.
import { addStyles } from "./panels.js";

export class Progress {
  #bar = document.createElement("progress");
  /** Seen, not read out: it changes many times a second. */
  #text = document.createElement("span");

  /** @param {HTMLElement} status what it stands behind */
  constructor(status) {
    this.hide();
    this.#text.setAttribute("aria-hidden", "true");
    this.#text.className = "py-cell-progress";
    const line = /** @type {HTMLElement} */ (status.parentElement);
    void addStyles(line).then(() => status.after(this.#bar, this.#text));
  }

  /** @param {number} loaded bytes @param {number} total 0: it is not known @param {string} what */
  show(loaded, total, what) {
    const mega = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    this.#bar.hidden = !total;
    this.#text.hidden = false;
    this.#bar.max = total || 1;
    this.#bar.value = loaded;
    const name = what === "Python" ? "" : `${what}: `;
    const text = !total
      ? `Loading ${what} …`
      : loaded < total
        ? `${name}${mega(loaded)} of ${mega(total)} MB`
        : `${name}starting …`;
    this.#bar.setAttribute("aria-label", `Loading ${what}`);
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }

  hide() {
    this.#bar.hidden = true;
    this.#text.hidden = true;
  }
}
