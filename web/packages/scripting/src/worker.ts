/** The worker that scripts run in: it has no page to freeze, and can be ended whatever it does. */
import type { loadPyodide } from "pyodide";

import { startInterpreter } from "./interpreter";
import type { FromWorker, ToWorker } from "./messages";

interface Pyodide {
  loadPyodide: typeof loadPyodide;
}

const send = (message: FromWorker): void => {
  self.postMessage(message);
};

let receive: ((text: string) => void) | undefined;

async function load(indexUrl: string): Promise<void> {
  // Served as it is, beside what it loads by itself.
  const { loadPyodide: start } = (await import(/* @vite-ignore */ `${indexUrl}pyodide.mjs`)) as Pyodide;
  const pyodide = await start({ indexURL: indexUrl });
  receive = startInterpreter(pyodide, (text) => {
    send(JSON.parse(text) as FromWorker);
  });
  send({ kind: "ready" });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "ping") send({ kind: "pong" });
  else if (data.kind !== "load") receive?.(JSON.stringify(data));
  else {
    load(data.indexUrl).catch((error: unknown) => {
      send({ kind: "unavailable", message: String(error) });
    });
  }
};
