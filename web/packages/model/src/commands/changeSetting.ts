import type { Json } from "../documents";
import { keepsPanels } from "../panels/arrangement";
import type { Command } from "./command";
import { elementOf, plain } from "./draftTree";
import type { MutableJson } from "../uses/visitor";

/** Sets one setting of an element. Refused where it would count other panels than there are: they come and go with it. */
export function changeSetting(elementId: string, setting: string, value: Json, merge?: string): Command {
  return {
    label: "changeSetting",
    ...(merge === undefined ? {} : { merge: `${merge}:${elementId}:${setting}` }),
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element || !keepsPanels(plain(element), { ...plain(element).settings, [setting]: value })) return;
      (element.settings as Record<string, MutableJson>)[setting] = value as MutableJson;
    },
  };
}
