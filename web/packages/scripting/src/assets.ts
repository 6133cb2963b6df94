/** Pyodide as it is served: files of one version in a folder that names it, so none of them ever changes. */

export const PYODIDE_FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"] as const;

export function pyodideFolder(version: string): string {
  return `assets/pyodide-${version}/`;
}
