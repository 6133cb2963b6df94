import { useCallback } from "react";
import { useStore } from "react-redux";

import type { WithEditor } from "../state";
import { spotFor } from "../state";
import type { DragData } from "./drag-data";
import { isContainerKind } from "./new-element";
import { useLanding } from "./use-landing";

/** Adds without dragging: into the selected container, or after the selected element. */
export function useAdd(): (data: DragData) => boolean {
  const land = useLanding();
  const store = useStore<WithEditor>();
  return useCallback(
    (data) => {
      const session = store.getState().editor.session;
      if (!session) return false;
      const { history, view } = session;
      const spot = spotFor(history.document, view.page, view.selection, isContainerKind);
      return spot !== null && land(data, spot);
    },
    [land, store],
  );
}
