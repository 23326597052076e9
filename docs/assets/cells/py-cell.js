// The cell: a snippet that a reader edits and runs. The page's static HTML is all there until the reader acts;
// this element adds the tools to it. The DOM, the properties and the events are a contract: see the README.
import { EDITED, Files, HINT, MISSED } from "./files.js";
import { button } from "./icons.js";
import { isStored, loadRun, warmAtIntent } from "./intent.js";
import { takeFiles } from "./names.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Command} Command */
/** @type {Result} */
const NOTHING = { state: "failed", exit: null, output: "", verdict: null, ms: 0 };

/** For a reader's input: Chrome and Edge from 137 on, Firefox from 153, Safari from 27. */
const CAN_WAIT = "Suspending" in WebAssembly;

/** Milliseconds for what is woken at a time: few on a slow device, too. */
const SLICE = 5;
/** Cells that wait for their tools. @type {Set<PyCell>} */
const asleep = new Set();

/** A page that gives many cells their tools at once is in the browser's way for a long moment. */
function wakeSome() {
  const end = performance.now() + SLICE;
  for (const cell of asleep) {
    cell.wake();
    if (performance.now() > end) break;
  }
  if (asleep.size) setTimeout(wakeSoon, 16); // once these are shown
}

/** When the browser has nothing better to do. Safari cannot tell. */
function wakeSoon() {
  if ("requestIdleCallback" in window) requestIdleCallback(wakeSome, { timeout: 500 });
  else setTimeout(wakeSome);
}

export class PyCell extends HTMLElement {
  /** @type {Files | undefined} */
  #files;
  /** @type {Command[]} */
  #commands = [];
  #command = /** @type {Command} */ (/** @type {unknown} */ (null));
  /** Where the page gives what a program reads, or must have it beforehand. @type {import("./lines.js").Lines | null} */
  #lines = null;
  #status = document.createElement("p");
  /** @type {AbortController | null} */
  #running = null;
  /** Once there is an edit. @type {import("./keeper.js").Keeper | null} */
  #keeper = null;

  connectedCallback() {
    this.#keeper?.open();
    if (this.#files || "still" in this.dataset) return; // a still one needs another Python than the page's
    this.#setState("idle");
    if (!asleep.size) wakeSoon();
    asleep.add(this);
    for (const sign of ["pointerover", "focusin"]) this.addEventListener(sign, () => this.wake(), { once: true });
  }

  /** Add the tools, in the cell's turn, or when somebody wants something of it. */
  wake() {
    if (!asleep.delete(this) || !this.isConnected) return;
    const runs = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".py-cell-run"));
    this.#commands = [...runs].map((element) => ({ element, line: element.dataset.command ?? "", output: null }));
    this.#command = this.#commands[0];
    this.#files = new Files(this, {
      changed: (byReader) => this.#changed(byReader),
      run: () => void this.run(),
      say: (text) => this.#say(text),
      isStart: (name) => this.#commands.some(({ line }) => startsOf(line).includes(name)),
    });
    if (this.dataset.stdin || !CAN_WAIT) void this.#addLines();
    this.#addButtons(this.#files.bar);
    this.#addStatus();
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      void this.run();
    });
    warmAtIntent(this);
    this.dataset.tools = "";
    void this.#recall();
  }

  /** Show the code that the page's address holds for this cell (see fragment.js). */
  async openShared() {
    const [, id] = /^#([a-z\d-]+)(?:=|%3D)/i.exec(location.hash) ?? [];
    if (!id || !this.#files || (id !== this.id && !this.querySelector(`span[id="${id}"]`))) return;
    const module = await import("./shared.js").catch(() => null);
    await (module ? module.openShared(location.hash, this, this.#files) : this.#say(MISSED));
  }

  disconnectedCallback() {
    this.#keeper?.close();
    // Moved, or gone with its page: a run that nobody sees is ended.
    queueMicrotask(() => this.isConnected || this.stop());
  }

  // The contract

  /** The files as they are now, path to text. @returns {Record<string, string>} */
  get files() {
    this.wake();
    return this.#files?.texts ?? {};
  }

  set files(texts) {
    this.wake();
    if (!this.#files) return;
    const starts = this.#commands.map(({ line }) => startsOf(line));
    const taken = takeFiles(texts, Object.keys(this.#files.originals), starts);
    this.#keeper?.leave();
    this.#files.texts = taken;
  }

  /** The command that `run()` runs: one of those that the cell shows. */
  get command() {
    this.wake();
    return this.#command.line;
  }

  set command(line) {
    this.wake();
    const command = this.#commands.find((candidate) => candidate.line === line);
    if (!command)
      throw new RangeError(
        `This cell has no command ${line}; it has: ${this.#commands.map((one) => one.line).join(", ")}`,
      );
    this.#command = command;
  }

  /** Run the command from a clean interpreter. Never rejects. @returns {Promise<Result>} */
  async run() {
    this.wake();
    if (!this.#files) return { ...NOTHING, message: "This cell is shown here, and not run." };
    if (this.#running) this.stop();
    const started = performance.now();
    const command = this.#command;
    const running = new AbortController();
    this.#running = running;
    const task = {
      command,
      order: { files: this.files, argv: command.line.split(" ").slice(1), stdin: this.#stdin },
      edited: this.#files.edited || (this.#lines?.edited ?? false),
      status: this.#status,
      signal: running.signal,
      show: (/** @type {State} */ state) => this.#setState(state),
      say: (/** @type {string} */ text) => this.#say(text),
    };
    this.#setState("loading");
    this.#say("Loading Python …");
    const loaded = await loadRun(running.signal);
    const { said, again, ...end } = "makeRun" in loaded ? await loaded.makeRun(task) : loaded;
    const result = { ...NOTHING, ...end, ms: performance.now() - started };
    if (this.#running === running) {
      this.#running = null;
      running.abort();
      this.#setState(result.state);
      this.#say(said);
      if (again) this.#offerAgain(command);
    }
    this.dispatchEvent(new CustomEvent("py-cell-result", { bubbles: true, detail: result }));
    return result;
  }

  /** For what may work the next time, with nothing changed. @param {Command} command */
  #offerAgain(command) {
    const again = button("again", "Try again");
    again.addEventListener("click", () => {
      this.#command = command;
      command.element.querySelector(/** @type {"button"} */ ("[data-action=run]"))?.focus();
      void this.run();
    });
    this.#status.append(" ", again);
  }

  /** End the run; what was printed stays. */
  stop() {
    this.#running?.abort();
  }

  /** The page's files and documented outputs again. Can be undone with the button that it shows. */
  reset() {
    this.wake();
    if (!this.#files) return;
    const before = this.#files.edited ? this.#files.texts : null;
    const kept = this.#keeper?.take() ?? null;
    this.#goBack();
    if (!before) return;
    this.#offer("The page's own code again.", () => {
      if (this.#files) this.#files.texts = before;
      this.#keeper?.put(kept);
      this.#say("The code is as it was.");
    });
  }

  // Inside

  async #addLines() {
    const module = await import("./lines.js").catch(() => null);
    if (module) this.#lines = new module.Lines(this, this.dataset.stdin ?? "");
    this.#lines?.offer(this.files);
  }

  /** What the program reads; null: the reader is asked while it runs. */
  get #stdin() {
    if (this.#lines) return this.#lines.text;
    return this.dataset.stdin ?? (CAN_WAIT ? null : "");
  }

  async #recall() {
    await this.openShared();
    if (!isStored("importable:edit:")) return;
    const kept = await import("./kept.js").catch(() => null);
    if (kept?.keptKeys().some((key) => kept.snippetOf(key) === this.#snippet)) (await this.#keep())?.recall();
  }

  get #snippet() {
    return this.dataset.snippet ?? this.id;
  }

  /** @param {boolean} byReader not by a script */
  #changed(byReader) {
    this.#lines?.offer(this.files);
    this.dispatchEvent(new Event("py-cell-change", { bubbles: true }));
    if (this.state === "done" && this.#files?.edited) this.#say(EDITED);
    if (byReader) void this.#keep().then((keeper) => keeper?.soon());
  }

  /** What keeps the reader's edits; null where it does not arrive: the next change tries again. */
  async #keep() {
    const module = this.#keeper ? null : await import("./keeper.js").catch(() => null);
    if (module && this.#files)
      this.#keeper ??= new module.Keeper({
        snippet: this.#snippet,
        files: this.#files,
        status: this.#status,
        say: (text) => this.#say(text),
        offer: (text, undo) => this.#offer(text, undo),
        goBack: () => this.#goBack(),
        focus: () => this.#focus(),
      });
    return this.#keeper;
  }

  #goBack() {
    const running = this.#running;
    this.#running = null; // so that the end of a run says nothing over what is said here
    running?.abort();
    if (this.#files) this.#files.texts = this.#files.originals;
    this.#lines?.reset();
    for (const { output } of this.#commands) output?.restore();
    this.#setState("idle");
    this.#say("The page's own code again.");
  }

  #focus() {
    /** @type {HTMLElement | null} */ (this.querySelector("[data-action=run]:not([hidden])"))?.focus();
  }

  /** Say something that can be undone. @param {string} text @param {() => void} action */
  #offer(text, action) {
    const undo = button("undo", "Undo");
    undo.addEventListener("click", () => {
      action();
      this.#focus();
    });
    this.#say(text);
    this.#status.append(" ", undo);
  }

  /** @returns {State} */
  get state() {
    return /** @type {State} */ (this.getAttribute("state") ?? "idle");
  }

  /** @param {State} state */
  #setState(state) {
    if (this.getAttribute("state") === state) return;
    this.setAttribute("state", state);
    const busy = this.#running !== null && ["loading", "queued", "running", "input"].includes(state);
    for (const command of this.#commands) showStop(command.element, busy && command === this.#command);
    this.dispatchEvent(new CustomEvent("py-cell-state", { bubbles: true, detail: { state } }));
  }

  /** A short message, read out by screen readers. @param {string} text */
  #say(text) {
    this.#status.replaceChildren(text);
  }

  /** @param {HTMLElement} bar */
  #addButtons(bar) {
    const actions = document.createElement("span");
    actions.className = "py-cell-actions";
    const copy = button("copy", "Copy this file", { bare: true });
    copy.addEventListener("click", () => void this.#copy());
    const reset = button("reset", "Reset to the page's code", { bare: true });
    reset.addEventListener("click", () => this.reset());
    const share = button("share", "Share", { bare: true });
    share.addEventListener("click", () => void this.#share(share));
    actions.append(copy, reset, share);
    bar.append(actions);
    for (const { element, line } of this.#commands) {
      const run = button("run", "Run");
      const stop = button("stop", "Stop");
      stop.hidden = true;
      run.setAttribute("aria-label", `Run ${line}`);
      stop.setAttribute("aria-label", `Stop ${line}`);
      run.addEventListener("click", () => {
        this.command = line;
        void this.run();
      });
      stop.addEventListener("click", () => this.stop());
      element.querySelector(".py-cell-command")?.append(run, stop);
    }
  }

  /** @param {HTMLElement} opener */
  async #share(opener) {
    const module = await import("./share.js").catch(() => null);
    if (module && this.#files) module.toggle(this, this.#files, opener);
    else this.#say(MISSED);
  }

  #addStatus() {
    const line = document.createElement("div");
    line.className = "py-cell-line";
    this.#status.setAttribute("role", "status");
    this.#say("Edit the code if you like, and run it.");
    const hint = document.createElement("span");
    hint.className = "py-cell-hint";
    hint.textContent = HINT;
    // The editor has it as its description.
    hint.setAttribute("aria-hidden", "true");
    line.append(this.#status, hint);
    this.append(line);
  }

  async #copy() {
    const name = this.#files?.opened ?? "";
    try {
      await navigator.clipboard.writeText(this.files[name]);
      this.#say(`${name} is copied.`);
    } catch {
      this.#say("The browser does not let this page copy. Mark the code and copy it with the keyboard.");
    }
  }
}

/** The files of which a command starts one. @param {string} command */
function startsOf(command) {
  const [, first, module = ""] = command.split(" ");
  const path = module.replaceAll(".", "/");
  return first === "-m" ? [`${path}.py`, `${path}/__main__.py`] : [first];
}

/** Stop in the place of Run, or the other way round; the one that comes takes the focus over. @param {HTMLElement} where @param {boolean} stop */
function showStop(where, stop) {
  const [come, go] = (stop ? ["stop", "run"] : ["run", "stop"]).map(
    (action) => /** @type {HTMLElement} */ (where.querySelector(`[data-action=${action}]`)),
  );
  const focused = go === document.activeElement;
  come.hidden = false;
  if (focused) come.focus();
  go.hidden = true;
}

customElements.define("py-cell", PyCell);
addEventListener("hashchange", () => {
  for (const cell of document.querySelectorAll("py-cell")) void (/** @type {PyCell} */ (cell).openShared());
});
