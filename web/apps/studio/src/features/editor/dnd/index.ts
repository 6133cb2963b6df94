export { useCanvasRegister, useDrop } from "./context";
export { DATAFLOW_ITEM, PAGE_ITEM } from "./drag-data";
export type { DragData } from "./drag-data";
export { EditorDnd } from "./editor-dnd";
export { controlFor, isContainerKind } from "./new-element";
export { useAdd } from "./use-add";
