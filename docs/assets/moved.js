// On a page that is elsewhere now: go there, and to the place on it that the address names.
const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a"));
location.replace(link.href + location.hash);
