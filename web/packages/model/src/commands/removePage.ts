import type { Command } from "./command";
import { removeWhere } from "./lists";

/** Removes a page; `referenceUses` lists what refers to it. The last page stays: it is the record form. */
export function removePage(pageId: string): Command {
  return {
    label: "removePage",
    run: (draft) => {
      if (draft.pages.length > 1) removeWhere(draft.pages, (page) => page.id === pageId);
    },
  };
}
