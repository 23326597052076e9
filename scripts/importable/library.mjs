// Makes the two parts of the standard library in Pyodide: library.py starts it.
//
// Arguments: Pyodide's folder, the program, runner.py, modules for the first part with commas between, and the files
// to be made. On standard output: where in the first the second goes, in bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, program, runner, common, startFile, restFile] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: folder, args: ["-u", "main.py"] });
const globals = pyodide.toPy({ __name__: "library_program" });
pyodide.runPython(readFileSync(program, "utf8"), { globals });
const made = globals.get("make")(readFileSync(runner, "utf8"), pyodide.toPy(common.split(",")));
const [start, rest, cut] = made.toJs();
writeFileSync(startFile, start);
writeFileSync(restFile, rest);
process.stdout.write(String(cut));
