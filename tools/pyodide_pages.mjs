// Answers walks with Python in WebAssembly: node pyodide_pages.mjs PYODIDE CORE.zip WALKS.json OUT.json WALKER; WALKER is a module of the zip
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [home, core, walks, out, walker] = process.argv.slice(2);
const PROGRAM = `
import sys
sys.path.insert(0, "/core")
from importlib import import_module
import_module(walker).answers(walks)
`;

async function answered() {
  const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`));
  const pyodide = await loadPyodide({ indexURL: `${home}/` });
  pyodide.unpackArchive(new Uint8Array(await readFile(core)), "zip", { extractDir: "/core" });
  pyodide.globals.set("walker", walker);
  pyodide.globals.set("walks", await readFile(walks, "utf8"));
  return pyodide.runPythonAsync(PROGRAM);
}

// Node would print the whole of Pyodide's one line beside an error: its message is enough.
answered().then((found) => writeFile(out, found)).catch((error) => {
  process.stderr.write(`${error.message.slice(-2000)}\n`);
  process.exitCode = 1;
});
