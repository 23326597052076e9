// Gives worker.js under Node what it finds in a browser's worker: `postMessage`, and its events.
import { parentPort, workerData } from "node:worker_threads";

const listen = {
  message: (listener) => parentPort.on("message", (data) => listener({ data })),
  error: (listener) => process.on("uncaughtException", (error) => listener({ error, preventDefault() {} })),
  unhandledrejection: (listener) =>
    process.on("unhandledRejection", (reason) => listener({ reason, preventDefault() {} })),
};
globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
globalThis.addEventListener = (type, listener) => listen[type](listener);
await import(workerData.worker);
