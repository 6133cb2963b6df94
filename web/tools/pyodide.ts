/** Serves Pyodide from our own origin: its files, beside each other, in a folder that names their version. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { Plugin } from "vite";

import { PYODIDE_FILES, pyodideFolder } from "../packages/scripting/src/assets";

const PACKAGE = createRequire(import.meta.url).resolve("pyodide/package.json");

export function pyodide(): Plugin {
  return {
    name: "pyodide",
    apply: "build",
    async generateBundle() {
      const { version } = JSON.parse(await readFile(PACKAGE, "utf8")) as { version: string };
      for (const file of PYODIDE_FILES) {
        const source = await readFile(join(dirname(PACKAGE), file));
        this.emitFile({ type: "asset", fileName: `${pyodideFolder(version)}${file}`, source });
      }
    },
  };
}
