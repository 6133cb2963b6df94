import { pageNameProblem } from "../naming";
import type { Command } from "./command";

/** Pages are referred to by id, so nothing else changes. A name that is taken is refused. */
export function renamePage(pageId: string, name: string): Command {
  return {
    label: "renamePage",
    run: (draft) => {
      const page = draft.pages.find((candidate) => candidate.id === pageId);
      if (page && pageNameProblem(draft, pageId, name) === null) page.name = name;
    },
  };
}
