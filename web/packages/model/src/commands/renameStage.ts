import type { Command } from "./command";
import { stageOf } from "./draftTree";

export function renameStage(flowKey: string, stageId: string, name: string, merge?: string): Command {
  return {
    label: "renameStage",
    ...(merge === undefined ? {} : { merge: `${merge}:${stageId}` }),
    run: (draft) => {
      const stage = stageOf(draft, flowKey, stageId);
      if (stage) stage.name = name;
    },
  };
}
