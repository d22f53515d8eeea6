// node compiling.mjs PYODIDE FOLDER: Pyodide's own Python compiles the archives in a folder.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [home, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: home });
pyodide.FS.mkdirTree("/folder");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/folder");
pyodide.runPython(`
import sys, zipfile
for name in ("lark", "symrf", "sympy", "python_stdlib"):
    zipfile.ZipFile(f"/folder/{name}.zip").extractall(f"/sources/{name}")
sys.path += ["/sources/lark", "/sources/symrf", "/sources/sympy"]
from symrf.front.page.compiling import compile_all
compile_all("/folder", "/sources")
`);
