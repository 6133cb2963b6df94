import type { Element } from "../documents";
import { PAGE_KIND } from "../documents";
import type { Command } from "./command";
import type { ElementDraft } from "./draftTree";
import { insertAt } from "./lists";

export function addPage(page: Element, index?: number): Command {
  return {
    label: "addPage",
    run: (draft) => {
      if (page.kind === PAGE_KIND) insertAt(draft.pages, index, page as ElementDraft);
    },
  };
}
