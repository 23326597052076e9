// What neither a style nor the build can mend in Material.

/**
 * To Material, letters are commands: n goes to the next page. Typed beside the editor, one took the reader away from
 * edited code (WCAG 2.2, 2.1.4). Only the open search waits for letters.
 * @param {KeyboardEvent} event
 */
function keepLetters(event) {
  const search = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  if (event.key.length === 1 && !search?.checked) event.stopPropagation();
}

document.addEventListener("keydown", keepLetters);
