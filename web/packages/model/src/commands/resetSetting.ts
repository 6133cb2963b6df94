import { keepsPanels } from "../panels/arrangement";
import type { Command } from "./command";
import { elementOf, plain } from "./draftTree";

/** Takes settings back to the defaults of the kind: what is not stored is default. Those that count panels stay. */
export function resetSetting(elementId: string, ...settings: readonly string[]): Command {
  return {
    label: "resetSetting",
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element) return;
      for (const setting of settings) {
        const { [setting]: gone, ...others } = plain(element).settings;
        if (gone !== undefined && keepsPanels(plain(element), others)) Reflect.deleteProperty(element.settings, setting);
      }
    },
  };
}
