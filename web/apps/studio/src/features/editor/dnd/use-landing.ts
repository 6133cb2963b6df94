import { addFlow, addPage, entryComponentInside, newFlow, newPage, randomIds } from "@aqtra/model";
import { useCallback } from "react";
import { useStore } from "react-redux";

import type { Spot, WithEditor } from "../state";
import { insert, move, openPage, run, useEditorDispatch, viewChanged } from "../state";
import { DATAFLOW_ITEM, PAGE_ITEM } from "./drag-data";
import type { DragData } from "./drag-data";
import { controlFor, elementOfKind } from "./new-element";

/** Does what dropping `data` at a spot means. Answers false when a property can have no control there. */
export function useLanding(): (data: DragData, spot: Spot) => boolean {
  const dispatch = useEditorDispatch();
  const store = useStore<WithEditor>();
  return useCallback(
    (data, spot) => {
      const document = store.getState().editor.session?.history.document;
      if (!document) return false;
      if (data.from === "canvas") dispatch(move(data.element, spot));
      else if (data.from === "property") {
        const property = document.properties.find(({ id }) => id === data.property);
        const control = property && controlFor(property);
        // In the card of another component's entries the property would not be found.
        if (!control || entryComponentInside(document, spot.parent) !== document.key) return false;
        dispatch(insert(elementOfKind(control.kind, control.settings), spot));
      } else if (data.item === PAGE_ITEM) {
        const page = newPage(document, randomIds);
        dispatch(run(addPage(page)));
        dispatch(openPage(page.id));
      } else if (data.item === DATAFLOW_ITEM) {
        const flow = newFlow(document, randomIds);
        dispatch(run(addFlow(flow)));
        dispatch(viewChanged({ tab: flow.key }));
      } else dispatch(insert(elementOfKind(data.item), spot));
      return true;
    },
    [dispatch, store],
  );
}
