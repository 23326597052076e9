// Stands in worker.js's place, where readers' code runs, and tries to get out in every way that a worker has.
// Python could try the same through its module `js`; here nothing of ours is in the way.
//
// A run's files tell what to do: `main.py` has {"ways": […], "site": "http://…", "trap": "host:port"} as JSON,
// `attack.js` this text, for workers inside the worker. The output is one JSON object: what came of each way.

/* global XMLHttpRequest, EventSource, importScripts, Worker, FontFace, indexedDB, caches, postMessage */

const SECONDS = 5;

/** Each resolves if it got through, and throws if it was refused. */
const WAYS = {
  "fetch of the same origin": ({ site }) => fetch(`${site}?tried=fetch`),
  "fetch of another host": ({ trap }) => fetch(`http://${trap}/fetch`),
  "fetch of another host without CORS": ({ trap }) => fetch(`http://${trap}/no-cors`, { mode: "no-cors" }),
  "fetch that outlives the page": ({ trap }) => fetch(`http://${trap}/keepalive`, { mode: "no-cors", keepalive: true }),
  "fetch from the prototype": ({ trap }) => {
    let holder = globalThis;
    while (!Object.hasOwn(holder, "fetch")) holder = Object.getPrototypeOf(holder);
    return Reflect.apply(holder.fetch, globalThis, [`http://${trap}/prototype`, { mode: "no-cors" }]);
  },
  XMLHttpRequest: ({ trap }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("GET", `http://${trap}/xhr`);
      Object.assign(request, { onload: resolve, onerror: () => reject(new Error("error")) });
      request.send();
    }),
  "XMLHttpRequest that blocks": ({ trap }) => {
    const request = new XMLHttpRequest();
    request.open("GET", `http://${trap}/xhr-sync`, false);
    request.send();
  },
  WebSocket: ({ trap }) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://${trap}/socket`);
      Object.assign(socket, { onopen: resolve, onerror: () => reject(new Error("error")) });
    }),
  EventSource: ({ trap }) =>
    new Promise((resolve, reject) => {
      const source = new EventSource(`http://${trap}/events`);
      Object.assign(source, { onopen: resolve, onerror: () => reject(new Error("error")) });
    }),
  "import() of another host": ({ trap }) => import(`http://${trap}/module.js`),
  "import() of the same origin": ({ site }) => import(`${site}assets/cells/compare.js?tried=import`),
  importScripts: ({ trap }) => importScripts(`http://${trap}/script.js`),
  "worker of another host": ({ trap }) => started(new Worker(`http://${trap}/worker.js`, { type: "module" })),
  "worker of the same origin": ({ site }) =>
    started(new Worker(`${site}assets/cells/worker.js?tried=worker`, { type: "module" })),
  font: ({ trap }) => new FontFace("x", `url(http://${trap}/font.woff)`).load(),
  IndexedDB: () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open("x");
      Object.assign(request, { onsuccess: resolve, onerror: () => reject(request.error) });
    }),
  "Cache Storage": () => caches.open("x"),
  "Cache Storage of an earlier run": async () => {
    if (await caches.has("left")) return;
    await caches.open("left");
    throw new Error("nothing was left there");
  },
  OPFS: () => navigator.storage.getDirectory(),
  localStorage: () => localStorage.setItem("x", "1"),
  eval: () => (0, eval)("1 + 1"),
  "Function constructor": () => new Function("return 1")(),
  "async Function constructor": () => Reflect.construct((async () => {}).constructor, ["return 1"])(),
  "a timer with text": () =>
    new Promise((resolve, reject) => {
      globalThis.timed = resolve;
      setTimeout("timed()", 0);
      setTimeout(reject, 500, new Error("it did not run"));
    }),
  "the page's DOM": () => {
    const reached = ["document", "window", "parent", "top", "opener", "frameElement"].filter(
      (name) => name in globalThis,
    );
    if (!reached.length) throw new Error("nothing of it is there");
  },
};

/** Resolves when a worker has started: it says so by itself, or runs without an error. */
const started = (worker) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || "it could not start"));
    worker.postMessage({ type: "start" });
  });

const late = (seconds = SECONDS) =>
  new Promise((_, reject) => setTimeout(reject, seconds * 1000, new Error("silence")));

/** What came of each way: "reached", or why not. */
async function attack(targets) {
  const tried = targets.ways.map(async (way) => {
    try {
      await Promise.race([WAYS[way](targets), late()]);
      return [way, "reached"];
    } catch (error) {
      return [way, `refused: ${error?.message ?? error}`];
    }
  });
  return Object.fromEntries(await Promise.all(tried));
}

/** The same from workers inside this one. */
async function attackFromInside(targets, text) {
  const data = `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  const blob = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const ways = targets.ways.filter((way) => !way.startsWith("worker of"));
  const tried = [
    ["data:", data, "module"],
    ["data:, classic", data, "classic"],
    ["blob:", blob, "module"],
    ["blob:, classic", blob, "classic"],
  ];
  /** @type {Record<string, unknown>} */
  const found = {};
  for (const [name, address, type] of tried) found[name] = await attackFrom(address, type, { ...targets, ways });
  return found;
}

/** What came of each way from another worker, or why that one could not be had. */
async function attackFrom(address, type, targets) {
  try {
    const worker = new Worker(address, { type });
    await Promise.race([started(worker), late()]);
    const output = new Promise((resolve) => {
      worker.onmessage = ({ data }) => data.type === "output" && resolve(data.chunks[0][1]);
    });
    worker.postMessage({ type: "run", files: { "main.py": JSON.stringify(targets) } });
    return JSON.parse(await Promise.race([output, late(2 * SECONDS)])).here;
  } catch (error) {
    return `refused: ${error?.message ?? error}`;
  }
}

globalThis.onmessage = async ({ data }) => {
  if (data.type === "start") postMessage({ type: "ready", python: "3" });
  if (data.type !== "run") return;
  const targets = JSON.parse(data.files["main.py"]);
  const text = data.files["attack.js"];
  const here = await attack(targets);
  const inside = text && (await attackFromInside(targets, text));
  const found = JSON.stringify({ here, inside });
  postMessage({ type: "output", chunks: [["stdout", found]] });
  postMessage({ type: "done", exit: 0, cut: { characters: 0, lines: 0 } });
};
