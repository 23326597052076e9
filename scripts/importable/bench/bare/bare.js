// What a page needs that runs Python in the plainest way: what the site is measured against.
const cdn = new URLSearchParams(location.search).get("cdn");
const code = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea"));
const run = /** @type {HTMLButtonElement} */ (document.querySelector("[data-action=run]"));
const output = /** @type {HTMLElement} */ (document.querySelector("[data-output]"));
/** @type {Worker | undefined} */
let worker;

run.addEventListener("click", () => {
  worker?.terminate(); // a clean interpreter for each run, as in a terminal
  output.textContent = "";
  worker = new Worker("worker.js", { type: "module" });
  worker.addEventListener("message", ({ data }) => output.append(data));
  worker.postMessage({ cdn, code: code.value });
});
run.disabled = false;
