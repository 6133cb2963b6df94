// @vitest-environment node
import { readFileSync } from "node:fs";

import { loadPyodide } from "pyodide";
import { beforeAll, describe, expect, it } from "vitest";

import { startInterpreter } from "./interpreter";
import type { FormAbout, FormSnapshot, FromWorker, ScriptError, ToWorker } from "./messages";

/** The same modules are run on the server by `tests/integration/scripting/test_parity.py`. */
const FOLDER = new URL("../../../../tests/integration/scripting/parity/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, FOLDER), "utf8");

interface Expected {
  cases: Record<string, Record<string, unknown>>;
  failures: Record<string, { type: string; message: string; line: number }>;
}

const expected = JSON.parse(read("expected.json")) as Expected;
const ending = `${read("ending.txt")}\n\ncontext.Logger.Info(__told())`;
const about: FormAbout = { component: "c", properties: [], controls: [], kinds: {}, user: {} };
const state: FormSnapshot = { head: { id: 0 }, values: {}, controls: {}, errors: {}, device: { width: 800, mobile: false }, applied: 0 };

let receive: (text: string) => void;
const told: FromWorker[] = [];
let wake: () => void = () => undefined;

/** What the page hears of a script until it is loaded. */
async function opened(script: string): Promise<{ logged: string[]; error: ScriptError | null }> {
  const message: ToWorker = { kind: "open", form: "f", about, script, state };
  receive(JSON.stringify(message));
  const logged: string[] = [];
  for (;;) {
    const next = told.shift();
    if (next?.kind === "opened") return { logged, error: next.error };
    if (next?.kind === "effects") logged.push(...next.effects.flatMap((effect) => (effect.do === "log" ? [effect.text] : [])));
    if (!next) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

beforeAll(async () => {
  receive = startInterpreter(await loadPyodide(), (text) => {
    told.push(JSON.parse(text) as FromWorker);
    wake();
  });
});

describe("scripts mean in browsers what they mean on the server", () => {
  it.each(Object.entries(expected.cases))("%s", async (name, results) => {
    const { logged, error } = await opened(`${read(`${name}.py`)}${ending}`);
    expect(error).toBeNull();
    expect(JSON.parse(logged.join("")) as unknown).toEqual(results);
  });

  it.each(Object.entries(expected.failures))("%s", async (name, failure) => {
    expect((await opened(read(`failing/${name}.py`))).error).toMatchObject(failure);
  });
});
