// What the parts that are shown on demand have in common: their styles, which no page loads before, and fields.

/**
 * Put them into an element, and wait until they are there: so that nobody sees it without. In the element, and not in the
 * page's head, which instant navigation sweeps.
 * @param {HTMLElement} element
 * @returns {Promise<void>} also where they do not arrive
 */
export function addStyles(element) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("panels.css", import.meta.url).href;
  element.prepend(link);
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
  });
}

/**
 * Do something with what a field holds, at its button and at Enter. Not when its form is submitted: a frame with
 * `sandbox="allow-scripts"` forbids that.
 * @param {HTMLInputElement} field
 * @param {HTMLButtonElement} button
 * @param {() => void} act
 */
export function onEnter(field, button, act) {
  button.addEventListener("click", act);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    act();
  });
}
