// Asks for the name of a file, in a form below the tabs. Loaded when the first file is added or renamed.
import { button } from "./icons.js";
import { normalName, whyNot } from "./names.js";
import { addStyles, onEnter } from "./panels.js";

/**
 * @param {HTMLElement} bar what the form stands below
 * @param {object} how
 * @param {string} [how.now] the name that the file has; without it, it is a new file
 * @param {string[]} how.others names of other files
 * @param {string[]} how.own names that are good because the page has them
 * @param {(name: string) => void} how.take
 * @param {() => void} how.left gives the focus back
 * @returns {HTMLFormElement}
 */
export function openForm(bar, { now, others, own, take, left }) {
  const form = document.createElement("form");
  form.className = "py-cell-name";
  const field = document.createElement("input");
  const caption = document.createElement("label");
  const reason = document.createElement("p");
  const accept = button("accept", now ? "Rename" : "Add");
  const cancel = button("cancel", "Cancel");
  field.value = now ?? "";
  field.placeholder = "tools.py";
  field.spellcheck = false;
  field.autocapitalize = "off";
  reason.setAttribute("role", "alert");
  caption.append(now ? `New name of ${now} ` : "Name of the new file ", field);
  form.append(caption, accept, cancel, reason);
  const close = () => {
    form.remove();
    left();
  };
  cancel.addEventListener("click", close);
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  onEnter(field, accept, () => {
    const name = normalName(field.value);
    reason.textContent = whyNot(name, others, own) ?? "";
    if (reason.textContent) return field.focus();
    close();
    take(name);
  });
  form.hidden = true;
  bar.after(form);
  void addStyles(form).then(() => {
    form.hidden = false;
    field.focus();
    field.select();
  });
  return form;
}
