import type { Command } from "./command";
import { removeWhere } from "./lists";

/** Removes a property. Its uses stay and are reported by the checker; `propertyUses` lists them beforehand. */
export function removeProperty(propertyId: string): Command {
  return {
    label: "removeProperty",
    run: (draft) => removeWhere(draft.properties, (property) => property.id === propertyId),
  };
}
