import type { ComponentSettings } from "../documents";
import type { Command } from "./command";

/** Changes settings of the component itself. */
export function changeSettings(edit: Partial<ComponentSettings>, merge?: string): Command {
  return {
    label: "changeSettings",
    ...(merge === undefined ? {} : { merge }),
    run: (draft) => {
      Object.assign(draft.settings, structuredClone(edit));
    },
  };
}
