import type { Command } from "./command";
import { moveWithin } from "./lists";

/** Moves a page so that it stands at `index`; the first page is the default view and the record form. */
export function movePage(pageId: string, index: number): Command {
  return {
    label: "movePage",
    run: (draft) => moveWithin(draft.pages, draft.pages.findIndex((page) => page.id === pageId), index),
  };
}
