import type { Command } from "./command";
import { elementOf } from "./draftTree";

/** Takes settings back to the defaults of the kind: what is not stored is default. */
export function resetSetting(elementId: string, ...settings: readonly string[]): Command {
  return {
    label: "resetSetting",
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element) return;
      for (const setting of settings) {
        if (setting in element.settings) Reflect.deleteProperty(element.settings, setting);
      }
    },
  };
}
