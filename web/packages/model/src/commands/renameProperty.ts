import { propertyNameProblem } from "../naming";
import { renameInUses } from "../uses/propertyUses";
import type { Command } from "./command";

/** Renames a property and rewrites every path that goes through it. A name that cannot be taken is refused. */
export function renameProperty(propertyId: string, name: string): Command {
  return {
    label: "renameProperty",
    run: (draft) => {
      const property = draft.properties.find((candidate) => candidate.id === propertyId);
      if (!property || propertyNameProblem(draft, propertyId, name) !== null) return;
      renameInUses(draft, property.name, name);
      property.name = name;
    },
  };
}
