// Gives worker.js under Node what it finds in a browser's worker: `postMessage` and `onmessage`.
import { parentPort, workerData } from "node:worker_threads";

globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
parentPort.on("message", (data) => globalThis.onmessage({ data }));
await import(workerData.worker);
