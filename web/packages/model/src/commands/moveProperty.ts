import type { Command } from "./command";
import { moveWithin } from "./lists";

/** Moves a property so that it stands at `index`. */
export function moveProperty(propertyId: string, index: number): Command {
  return {
    label: "moveProperty",
    run: (draft) => {
      const from = draft.properties.findIndex((property) => property.id === propertyId);
      moveWithin(draft.properties, from, index);
    },
  };
}
