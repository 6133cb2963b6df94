export { PANEL_COUNTS, arrangesPanels, filledCells, isTable, keepsPanels, panelCount, sizeOf } from "./arrangement";
export { withPanels } from "./factory";
