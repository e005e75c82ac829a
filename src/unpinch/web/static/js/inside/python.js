// Python in WebAssembly for a worker, with the files of the core zip. `pyodide` is a folder's address, `core` that of the zip.
// What Python compiles of them is kept by the zip's address, so that the next start needn't compile.
import { fetched } from "../coach/fetching.js";

const PARTS = ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide.asm.mjs", "pyodide-lock.json"];
const FOLDER = "/core";
const COMPILED = "compiled-unpinch"; // a cache of its own: nothing in it but our code
// Python takes what was compiled of a file only if the file's time is the one it saw: all are given the same.
const START = `
import os, sys
from importlib import import_module
files = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if name.endswith(".py")]
for file in files:
    os.utime(file, (1_000_000_000, 1_000_000_000))
sys.dont_write_bytecode = False
sys.path.insert(0, folder)
import_module(room).seat(folder)
`;
const PACK = `
import io, os, zipfile
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as into:
    for at, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".pyc"):
                into.write(os.path.join(at, name), os.path.relpath(os.path.join(at, name), folder))
packed.getvalue()
`;

async function compiled(core) {
  try {
    const found = await (await caches.open(COMPILED)).match(core);
    return found ? new Uint8Array(await found.arrayBuffer()) : null;
  } catch {
    return null; // a browser that keeps nothing
  }
}

async function remember(python, core) {
  const bytes = python.runPython(PACK, { locals: python.toPy({ folder: FOLDER }) });
  try {
    await caches.delete(COMPILED); // of another version
    await (await caches.open(COMPILED)).put(core, new Response(bytes.toJs()));
  } catch { /* the next start compiles again */ } finally {
    bytes.destroy();
  }
}

// Starts it and returns `seat` of a module of ours, what the worker talks to from then on, and `later`: to be called with time to spare.
export async function seated(room, { pyodide, core }, tell) {
  const addresses = [core, ...PARTS.map((name) => `${pyodide}/${name}`)];
  const [[packed], known] = await Promise.all([fetched(addresses, tell), compiled(core)]); // what Pyodide asks for then comes from the browser's own store
  const { loadPyodide } = await import(`${pyodide}/pyodide.mjs`);
  const python = await loadPyodide({ indexURL: `${pyodide}/` });
  python.unpackArchive(packed, "zip", { extractDir: FOLDER });
  if (known) python.unpackArchive(known, "zip", { extractDir: FOLDER });
  const seat = python.runPython(START, { locals: python.toPy({ folder: FOLDER, room }) });
  return { python, seat, later: known ? async () => {} : () => remember(python, core) };
}
