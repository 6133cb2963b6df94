/** Component Scripts: Python in a worker, over a mirror of the form. Knows nothing of pages, elements or the server. */
import { version } from "pyodide/package.json";

import { pyodideFolder } from "./assets";
import { ScriptHost } from "./host";

export { type CallOutcome, FormScript, type ScriptPage } from "./form-script";
export { ScriptHost } from "./host";
export type * from "./messages";

let shared: ScriptHost | undefined;

/** The interpreter of this tab. */
export function scriptHost(): ScriptHost {
  shared ??= new ScriptHost({
    createWorker: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "scripts" }),
    indexUrl: new URL(pyodideFolder(version), `${location.origin}${import.meta.env.BASE_URL}`).href,
  });
  return shared;
}
