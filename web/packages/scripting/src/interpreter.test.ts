// @vitest-environment node
import { readFileSync } from "node:fs";

import { loadPyodide } from "pyodide";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { startInterpreter } from "./interpreter";
import type { FormAbout, FormSnapshot, FromWorker, ScriptError, ToWorker } from "./messages";

const about: FormAbout = { component: "c", properties: [{ name: "Number", type: "string" }], controls: [], kinds: {}, user: {} };
const state: FormSnapshot = { head: { id: 0 }, values: { Number: null }, controls: {}, errors: {}, device: { width: 800, mobile: false }, applied: 0 };
/** A busy machine takes its time to compile Python. */
const LOADING_MS = 120_000;

let receive: (text: string) => void;
let told: FromWorker[];
let wake: () => void = () => undefined;

beforeAll(async () => {
  receive = startInterpreter(await loadPyodide(), (text) => {
    told.push(JSON.parse(text) as FromWorker);
    wake();
  });
}, LOADING_MS);

beforeEach(() => {
  told = [];
});

function send(message: ToWorker): void {
  receive(JSON.stringify(message));
}

async function heard<Kind extends FromWorker["kind"]>(kind: Kind): Promise<Extract<FromWorker, { kind: Kind }>> {
  for (;;) {
    const found = told.findIndex((message) => message.kind === kind);
    if (found >= 0) return told.splice(found, 1)[0] as Extract<FromWorker, { kind: Kind }>;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

async function opened(script: string, modules: Readonly<Record<string, string>> = {}): Promise<ScriptError | null> {
  send({ kind: "open", form: "f", about, script, modules, state });
  return (await heard("opened")).error;
}

const SCRIPT = `
import clr
from System import Guid
import totals
if context.Model.Id == 0:
    context.DataModel.Model.Number = 11111

async def ask(sender):
    if await context.PlatformServices.Confirm("Sure?"):
        totals.refuse("as asked")
`;

const TOTALS = `
def refuse(reason):
    raise ValueError(reason)
`;

it("runs a script in Pyodide: top level, a question, and an exception of a module with its line", async () => {
  expect(await opened(SCRIPT, { totals: TOTALS })).toBeNull();
  expect(await heard("effects")).toMatchObject({ effects: [{ do: "value", name: "Number", value: "11111" }] });
  send({ kind: "call", form: "f", call: 1, target: "ask", arguments: [null], state });
  expect(await heard("effects")).toMatchObject({ effects: [{ do: "request", id: 1, method: "confirm", arguments: { message: "Sure?" } }] });
  send({ kind: "answer", form: "f", request: 1, value: true, state });
  expect(await heard("done")).toMatchObject({ call: 1, error: { type: "ValueError", message: "as asked", module: "totals", line: 3 } });
});

/** The same modules are run on the server by `tests/integration/scripting/test_parity.py`. */
const FOLDER = new URL("../../../../tests/integration/scripting/parity/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, FOLDER), "utf8");

interface Expected {
  cases: Record<string, Record<string, unknown>>;
  failures: Record<string, { type: string; message: string; line: number }>;
}

describe("scripts mean in browsers what they mean on the server", () => {
  const expected = JSON.parse(read("expected.json")) as Expected;

  it.each(Object.entries(expected.cases))("%s", async (name, results) => {
    expect(await opened(`${read(`${name}.py`)}${read("ending.txt")}\n\ncontext.Logger.Info(__told())`)).toBeNull();
    const logged = (await heard("effects")).effects.map((effect) => (effect.do === "log" ? effect.text : ""));
    expect(JSON.parse(logged.join("")) as unknown).toEqual(results);
  });

  it.each(Object.entries(expected.failures))("%s", async (name, failure) => {
    expect(await opened(read(`failing/${name}.py`))).toMatchObject(failure);
  });
});
