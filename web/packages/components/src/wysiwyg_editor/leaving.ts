/** After Esc the Tab key leaves the editor, also from lists and tables, which use it themselves. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

export const Leaving = Extension.create({
  name: "leaving",
  priority: 1000,
  addProseMirrorPlugins() {
    let leaving = false;
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_, event) => {
              if (event.key === "Escape" && !leaving) {
                leaving = true;
                // The first Esc is the editor's; a dialog around closes with the next.
                event.stopPropagation();
                return true;
              }
              // Taken from the editor and left to the browser.
              return event.key === "Tab" && leaving;
            },
            blur: () => {
              leaving = false;
              return false;
            },
          },
        },
      }),
    ];
  },
});
