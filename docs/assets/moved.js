// On a page that is elsewhere now: go there, with what the address says behind the `?`, and to the place on it behind the `#`.
const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a"));
location.replace(link.href + location.search + location.hash);
