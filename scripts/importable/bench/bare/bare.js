// What a page needs that runs Python in the plainest way: what the site is measured against.
const cdn = new URLSearchParams(location.search).get("cdn");
const code = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea"));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("[data-action=run]"));
const output = /** @type {HTMLElement} */ (document.querySelector("[data-output]"));
/** @type {Worker | undefined} */
let worker;

button.addEventListener("click", () => {
  worker?.terminate(); // a clean interpreter for each run, as in a terminal
  output.textContent = "";
  worker = new Worker("worker.js", { type: "module" });
  worker.addEventListener("message", ({ data }) => output.append(data));
  worker.postMessage({ cdn, code: code.value });
});
button.disabled = false;
