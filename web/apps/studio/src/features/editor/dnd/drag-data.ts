/** What can be dragged onto the page. */

export type DragData =
  | { readonly from: "toolbox"; readonly item: string }
  | { readonly from: "property"; readonly property: string }
  | { readonly from: "canvas"; readonly element: string };

/** Toolbox items that are no elements: dropping one adds a page or a flow. */
export const PAGE_ITEM = "page";
export const DATAFLOW_ITEM = "data_flow";

export const addsBesidePage = (item: string): boolean => item === PAGE_ITEM || item === DATAFLOW_ITEM;

/** The element that moves, null when something new is dragged in. */
export const movedElement = (data: DragData | null): string | null => (data?.from === "canvas" ? data.element : null);
