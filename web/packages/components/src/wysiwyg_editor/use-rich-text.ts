import { type Editor, useEditor } from "@tiptap/react";
import { useEffect, useMemo, useRef } from "react";

import { sanitizeRichText } from "../shared/rich-text";
import type { FieldControl } from "../shared/use-field-control";
import { extensionsOf } from "./extensions";
import type { Plugin } from "./plugins";

interface RichText {
  editor: Editor;
  /** Of the plugins that are on. */
  plugins: ReadonlySet<Plugin>;
}

/** The editor of a control's text. What goes in and what comes out is sanitized; a text without content is no value. */
export function useRichText(control: FieldControl, names: readonly Plugin[], hintId: string, openSearch: () => void): RichText {
  const key = names.join(" ");
  const plugins = useMemo(() => new Set(key.split(" ").filter(Boolean) as Plugin[]), [key]);
  const stored = typeof control.value === "string" ? control.value : "";
  /** As this editor last told it, to know what comes from elsewhere. */
  const told = useRef(stored);
  const { inputProps } = control;
  const isEditable = !control.disabled && !control.readOnly;
  const editor = useEditor(
    {
      extensions: extensionsOf(plugins, openSearch),
      content: sanitizeRichText(stored),
      editable: isEditable,
      injectCSS: false,
      editorProps: {
        attributes: given({
          id: inputProps.id,
          role: "textbox",
          "aria-multiline": "true",
          "aria-labelledby": control.label ? control.labelId : undefined,
          "aria-describedby": [inputProps["aria-describedby"], isEditable ? hintId : ""].filter(Boolean).join(" ") || undefined,
          "aria-required": control.required ? "true" : undefined,
          "aria-invalid": control.error === undefined ? undefined : "true",
          "aria-disabled": control.disabled ? "true" : undefined,
          "aria-readonly": control.readOnly ? "true" : undefined,
          "data-field": inputProps["data-field"],
          tabindex: String(inputProps.tabIndex),
        }),
        transformPastedHTML: sanitizeRichText,
      },
      onUpdate: ({ editor: current }) => {
        told.current = isBlank(current) ? "" : sanitizeRichText(current.getHTML());
        control.change(told.current === "" ? null : told.current);
      },
    },
    [plugins],
  );
  useEffect(() => {
    if (stored === told.current) return;
    told.current = stored;
    editor.commands.setContent(sanitizeRichText(stored), { emitUpdate: false });
  }, [editor, stored]);
  return { editor, plugins };
}

/** One line with nothing in it; a table with empty cells is something. */
function isBlank({ state: { doc } }: Editor): boolean {
  return doc.childCount === 1 && doc.firstChild?.isTextblock === true && doc.firstChild.content.size === 0;
}

function given(attributes: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
