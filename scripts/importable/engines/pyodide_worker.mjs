// Gives worker.js under Node what it finds in a browser's worker: `postMessage`, and its events.
// What is compiled once is kept for the next worker: Pyodide's own code is large.
import { enableCompileCache, flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

const listen = {
  message: (listener) => parentPort.on("message", (data) => listener({ data })),
  error: (listener) => process.on("uncaughtException", (error) => listener({ error, preventDefault() {} })),
  unhandledrejection: (listener) =>
    process.on("unhandledRejection", (reason) => listener({ reason, preventDefault() {} })),
};
globalThis.postMessage = (message, transfer) => {
  if (message.type === "ready") flushCompileCache(); // by now all of it is loaded
  parentPort.postMessage(message, transfer);
};
globalThis.addEventListener = (type, listener) => listen[type](listener);
enableCompileCache(workerData.compiled);
await import(workerData.worker);
