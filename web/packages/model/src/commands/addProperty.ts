import type { Draft } from "immer";

import type { Property } from "../documents";
import type { Command } from "./command";
import { insertAt } from "./lists";

/** Adds a property at the end of the object model, or at `index`. */
export function addProperty(property: Property, index?: number): Command {
  return { label: "addProperty", run: (draft) => insertAt(draft.properties, index, property as Draft<Property>) };
}
