// An embedded cell: tells the page around it how high it is, and takes an edited cell along to the full page.
// It sends nothing else, and listens to nobody.

const id = document.querySelector("py-cell")?.id ?? "";
const home = /** @type {HTMLAnchorElement} */ (document.querySelector("a.embed-home"));
const permalink = home.hash;
let told = 0;

/** `lti.frameResize` is what Canvas understands; the other message is our own, and documented on the page for teachers. */
function tellHeight() {
  // Of the content: it does not hang on the frame's height, so that no answer to this can lead to another message.
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (height === told) return;
  told = height;
  parent.postMessage({ subject: "lti.frameResize", height }, "*");
  parent.postMessage({ type: "importable:height", id, height }, "*");
}

/** An address may bring an edited cell along: `#star-hides-pow=…` (see cells/fragment.js). */
function leadHome() {
  const shared = /^#([a-z0-9-]+)(?:=|%3D)/i.exec(location.hash);
  home.hash = shared && document.getElementById(shared[1]) ? location.hash : permalink;
}

if (parent !== window) new ResizeObserver(tellHeight).observe(document.documentElement);
leadHome();
addEventListener("hashchange", leadHome);
