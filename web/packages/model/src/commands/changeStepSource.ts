import type { Command } from "./command";
import { stepOf } from "./draftTree";

/** Sets the steps whose items feed this one; several mean their union in that order. */
export function changeStepSource(flowKey: string, stepId: string, source: readonly string[]): Command {
  return {
    label: "changeStepSource",
    run: (draft) => {
      const step = stepOf(draft, flowKey, stepId);
      if (step) step.source = [...new Set(source)].filter((id) => id !== stepId);
    },
  };
}
