// What Material lacks and neither a style nor the build can mend.

/**
 * Material takes single letters as commands: n and p go to another page, s opens the search. A letter typed beside the
 * editor then took the reader away from edited code; and who speaks to the computer types letters by accident
 * (WCAG 2.2, 2.1.4). So its listener on the window gets no letter, unless the search is open and waits for one.
 * @param {KeyboardEvent} event
 */
function keepLetters(event) {
  const search = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  if (event.key.length === 1 && !search?.checked) event.stopPropagation();
}

document.addEventListener("keydown", keepLetters);
