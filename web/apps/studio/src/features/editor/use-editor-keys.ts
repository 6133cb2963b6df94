import { useEffect, useRef } from "react";
import { useStore } from "react-redux";

import { isContainerKind } from "./dnd";
import type { WithEditor } from "./state";
import {
  DEFINITION_TAB, copy, duplicate, pasteAt, redone, remove, selectElement, undone, useEditorDispatch, viewChanged,
} from "./state";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select"));
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;
/** Trees and tabs have their own meaning for Delete. */
const ownsDelete = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="tree"], [role="tablist"]') !== null;

/** Keys of the whole editor: save, undo, and what one does with the selected element. */
export function useEditorKeys(save: () => void): void {
  const dispatch = useEditorDispatch();
  const store = useStore<WithEditor>();
  const saveNow = useRef(save);
  useEffect(() => {
    saveNow.current = save;
  });
  useEffect(() => {
    const withControl = (event: KeyboardEvent): (() => void) | undefined => {
      const { session } = store.getState().editor;
      if (!session) return undefined;
      const { view } = session;
      const key = event.key.toLowerCase();
      if (key === "s") return () => saveNow.current();
      if (isTyping(event.target)) return undefined;
      if (key === "z") return () => dispatch(event.shiftKey ? redone() : undone());
      if (key === "y") return () => dispatch(redone());
      // Copying marked text must go on working.
      if (view.tab !== DEFINITION_TAB || !view.selection || String(window.getSelection()) !== "") return undefined;
      const { selection } = view;
      if (key === "c") return () => dispatch(copy(selection));
      if (key === "d") return () => dispatch(duplicate(selection));
      return key === "v" ? () => dispatch(pasteAt(selection, isContainerKind)) : undefined;
    };
    const plain = (event: KeyboardEvent): (() => void) | undefined => {
      const view = store.getState().editor.session?.view;
      if (!view || view.tab !== DEFINITION_TAB || isTyping(event.target)) return undefined;
      const { selection } = view;
      if ((event.key === "Delete" || event.key === "Backspace") && selection && !ownsDelete(event.target)) return () => dispatch(remove(selection));
      if (event.key !== "Escape") return undefined;
      return view.property ? () => dispatch(viewChanged({ property: null })) : () => dispatch(selectElement(null));
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || isElsewhere(event.target)) return;
      const action = event.ctrlKey || event.metaKey ? withControl(event) : plain(event);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [dispatch, store]);
}
