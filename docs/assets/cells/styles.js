// The styles of what is shown on demand: no page loads them before.

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
