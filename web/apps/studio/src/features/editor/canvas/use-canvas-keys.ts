import { findElement } from "@aqtra/model";
import type { KeyboardEvent } from "react";
import { useStore } from "react-redux";

import type { WithEditor } from "../state";
import { nudge, selectElement, useEditorDispatch } from "../state";
import { neighbour } from "./neighbours";

/** Keys of the focused canvas: arrows select, Alt with arrows moves. */
export function useCanvasKeys(): (event: KeyboardEvent) => void {
  const dispatch = useEditorDispatch();
  const store = useStore<WithEditor>();
  return (event) => {
    const { session } = store.getState().editor;
    if (!session || event.target !== event.currentTarget || !event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey) return;
    const { history, view } = session;
    event.preventDefault();
    if (!event.altKey) {
      const next = neighbour(history.document, view.page, view.selection, event.key);
      if (next) dispatch(selectElement(next));
    } else if (view.selection && findElement(history.document, view.selection)) {
      dispatch(nudge(view.selection, event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1));
    }
  };
}
