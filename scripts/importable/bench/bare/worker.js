// Pyodide as its documentation shows it.
addEventListener("message", async ({ data: { cdn, code } }) => {
  const { loadPyodide } = await import(`${cdn}pyodide.mjs`);
  const pyodide = await loadPyodide({ stdout: (/** @type {string} */ line) => postMessage(`${line}\n`) });
  await pyodide.runPythonAsync(code);
});
