/* global document, requestAnimationFrame */

/**
 * Plays one row in the page: gives a cell its program, runs it, does what the reader does, and tells what is seen.
 * test_hostile.py sends this function, without `export`, into each of the browsers.
 * @param {object} row
 * @param {string} row.cell its id
 * @param {Record<string, string>} [row.files] without them the cell's own code runs
 * @param {string} [row.escaped] main.py as a JSON string without its quotes, for text that nothing else can carry
 * @param {string[]} [row.names] of files, each to be refused beside the cell's own
 * @param {"stop"} [row.deed]
 * @param {string} [row.awaited] the output that the reader waits for before the deed
 * @param {string[]} [row.lines] what the reader types
 * @param {number} row.seconds after which a run is taken to hang
 */
export async function play({ cell: id, files, escaped, names, deed, awaited = "", lines = [], seconds }) {
  const cell = document.querySelector(`py-cell#${id}`);
  const find = (selector) => cell.querySelector(selector);
  const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));
  const short = (text) => (text.length > 20_000 ? `${text.slice(0, 10_000)}\n[…]\n${text.slice(-10_000)}` : text);
  const output = find("[data-output]");
  if (names) return refusals(cell, names);
  cell.reset(); // what is seen afterwards is of this run
  try {
    if (escaped) files = { "main.py": JSON.parse(`"${escaped}"`) };
    if (files) cell.files = files;
  } catch (error) {
    return { state: "refused", says: String(error), output: "", note: "" };
  }
  // Where Python cannot wait, the lines are written before the run.
  const box = find(".py-cell-stdin textarea");
  if (box && lines.length) box.value = lines.join("\n");

  let [blocked, playing] = [0, true];
  const watch = async () => {
    for (let last = performance.now(); playing; last = performance.now()) {
      await sleep(5);
      blocked = Math.max(blocked, performance.now() - last - 5);
    }
  };
  const called = performance.now();
  let [began, result, stopped] = [0, null, null];
  const run = cell.run().then((end) => (result = end));
  void watch();

  const state = () => cell.getAttribute("state");
  const reader = async () => {
    while (!result && !["running", "input"].includes(state())) await sleep(5);
    began = performance.now();
    if (deed === "stop") {
      while (!result && performance.now() - began < 5000 && !output.textContent.includes(awaited)) await sleep(5);
      await sleep(300);
      if (result) return;
      const pressed = performance.now();
      find("[data-action=stop]:not([hidden])").click();
      await run;
      stopped = performance.now() - pressed;
    }
    for (const line of lines) {
      while (!result && !find(".py-cell-input input")) await sleep(5);
      if (result) return;
      find(".py-cell-input input").value = line;
      find("[data-action=enter]").click();
    }
  };
  void reader();
  // A start takes as long as it takes: the row's clock begins when the program does.
  while (
    !result &&
    performance.now() - called < (seconds + 40) * 1000 &&
    (!began || performance.now() - began < seconds * 1000)
  )
    await Promise.race([run, sleep(50)]);
  const hung = !result;
  if (hung) cell.stop();
  await run;
  const ran = performance.now() - (began || called);
  if (box) box.value = "";
  await new Promise(requestAnimationFrame); // what the end shows is there
  playing = false;

  return {
    state: hung ? "hung" : state(),
    exit: result.exit,
    verdict: result.verdict,
    output: short(result.output).toWellFormed(),
    kept: result.output.length,
    shown: { lines: output.textContent.split("\n").length - 1, characters: output.textContent.length },
    says: find("[role=status]").textContent,
    note: find(".py-cell-after").textContent,
    markup: output.querySelectorAll(":not(samp, .py-cell-stderr, mark)").length,
    ran,
    took: performance.now() - called,
    stopped,
    blocked,
  };

  /** What is said of each of these names. */
  function refusals(cell, names) {
    const said = names.map((name) => {
      try {
        cell.files = { ...cell.files, [name]: "" };
        return "it was taken";
      } catch (error) {
        return String(error);
      }
    });
    return { state: said.includes("it was taken") ? "done" : "refused", said, says: "", output: "", note: "" };
  }
}
