import type { Json } from "../documents";
import type { MutableJson } from "../uses/visitor";
import type { Command } from "./command";
import { stepOf } from "./draftTree";

/** Sets one parameter of a step; `undefined` takes it away. */
export function changeStepParam(
  flowKey: string,
  stepId: string,
  param: string,
  value: Json | undefined,
  merge?: string,
): Command {
  return {
    label: "changeStepParam",
    ...(merge === undefined ? {} : { merge: `${merge}:${stepId}:${param}` }),
    run: (draft) => {
      const step = stepOf(draft, flowKey, stepId);
      if (!step) return;
      if (value !== undefined) (step.params as Record<string, MutableJson>)[param] = value as MutableJson;
      else if (param in step.params) Reflect.deleteProperty(step.params, param);
    },
  };
}
