import { elementNameProblem } from "../naming";
import type { Command } from "./command";
import { elementOf, isPage, plain } from "./draftTree";

/** Changes the internal name of an element; a name that cannot be taken is refused. */
export function renameElement(elementId: string, name: string): Command {
  return {
    label: "renameElement",
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element || isPage(draft, elementId)) return;
      if (elementNameProblem(plain(draft), element.name, name) === null) element.name = name;
    },
  };
}
