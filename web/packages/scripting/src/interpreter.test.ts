// @vitest-environment node
import { loadPyodide } from "pyodide";
import { expect, it } from "vitest";

import { startInterpreter } from "./interpreter";
import type { FormAbout, FormSnapshot, FromWorker, ToWorker } from "./messages";

const about: FormAbout = { component: "c", properties: [{ name: "Number", type: "string" }], controls: [], kinds: {}, user: {} };
const state: FormSnapshot = { head: { id: 0 }, values: { Number: null }, controls: {}, errors: {}, device: { width: 800, mobile: false }, applied: 0 };

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
  const told: FromWorker[] = [];
  let wake: () => void = () => undefined;
  const pyodide = await loadPyodide();
  const receive = startInterpreter(pyodide, (text) => {
    told.push(JSON.parse(text) as FromWorker);
    wake();
  });
  const send = (message: ToWorker) => {
    receive(JSON.stringify(message));
  };
  const heard = async (kind: FromWorker["kind"]): Promise<FromWorker> => {
    for (;;) {
      const found = told.findIndex((message) => message.kind === kind);
      if (found >= 0) return told.splice(found, 1)[0] as FromWorker;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  send({ kind: "open", form: "f", about, script: SCRIPT, modules: { totals: TOTALS }, state });
  expect(await heard("effects")).toMatchObject({ effects: [{ do: "value", name: "Number", value: "11111" }] });
  expect(await heard("opened")).toMatchObject({ error: null });
  send({ kind: "call", form: "f", call: 1, target: "ask", arguments: [null], state });
  expect(await heard("effects")).toMatchObject({ effects: [{ do: "request", id: 1, method: "confirm", arguments: { message: "Sure?" } }] });
  send({ kind: "answer", form: "f", request: 1, value: true, state });
  expect(await heard("done")).toMatchObject({ call: 1, error: { type: "ValueError", message: "as asked", module: "totals", line: 3 } });
});
