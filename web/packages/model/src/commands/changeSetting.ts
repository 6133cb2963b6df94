import type { Json } from "../documents";
import type { Command } from "./command";
import { elementOf } from "./draftTree";
import type { MutableJson } from "../uses/visitor";

/** Sets one setting of an element. */
export function changeSetting(elementId: string, setting: string, value: Json, merge?: string): Command {
  return {
    label: "changeSetting",
    ...(merge === undefined ? {} : { merge: `${merge}:${elementId}:${setting}` }),
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (element) (element.settings as Record<string, MutableJson>)[setting] = value as MutableJson;
    },
  };
}
