import type { Command } from "./command";
import { stepOf } from "./draftTree";

/** Changes the caption on a step card; wiring uses ids. */
export function renameStep(flowKey: string, stepId: string, name: string, merge?: string): Command {
  return {
    label: "renameStep",
    ...(merge === undefined ? {} : { merge: `${merge}:${stepId}` }),
    run: (draft) => {
      const step = stepOf(draft, flowKey, stepId);
      if (step) step.name = name;
    },
  };
}
