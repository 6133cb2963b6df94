import { type Editor, Extension } from "@tiptap/core";
import { search, SearchQuery, setSearchState } from "prosemirror-search";

export const SearchText = Extension.create<{ onOpen: () => void }>({
  name: "searchText",
  addOptions() {
    return { onOpen: () => undefined };
  },
  addProseMirrorPlugins() {
    return [search()];
  },
  addKeyboardShortcuts() {
    return {
      "Mod-f": () => {
        this.options.onOpen();
        return true;
      },
    };
  },
});

/** Marks every place where the text stands; nothing for an empty text. */
export function lookFor(editor: Editor, text: string, replacement: string): void {
  editor.view.dispatch(setSearchState(editor.state.tr, new SearchQuery({ search: text, replace: replacement })));
}
