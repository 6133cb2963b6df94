/** Elements that arrange panels: how many they hold by their settings, and what stands in them. */

import type { Element, JsonObject } from "../documents";

/** Kinds whose children are panels, with the settings that count them: a list by its length, several by their product. */
export const PANEL_COUNTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["tab_control", ["tab_panels"]],
  ["grid", ["column", "row"]],
  ["slider", []],
]);

export const TABS = "tab_panels";
/** What `column` and `row` of a grid are where nothing is set. */
const CELLS = 2;

export const arrangesPanels = (kind: string): boolean => PANEL_COUNTS.has(kind);

/** Cells are counted by two settings at once: one of them cannot come or go by itself. */
export const isTable = (kind: string): boolean => (PANEL_COUNTS.get(kind)?.length ?? 0) > 1;

/** The number of panels that settings say; undefined where the children alone count. */
export function panelCount(kind: string, settings: JsonObject): number | undefined {
  const counts = PANEL_COUNTS.get(kind) ?? [];
  if (counts.length === 0) return undefined;
  return counts.reduce((product, setting) => product * countIn(settings, setting), 1);
}

function countIn(settings: JsonObject, setting: string): number {
  const value = settings[setting];
  if (Array.isArray(value)) return value.length;
  return setting === TABS ? 0 : sizeOf(value);
}

export function sizeOf(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : CELLS;
}

/** Whether settings could take the place of an element's own: what counts its panels must go on counting them. */
export function keepsPanels(element: Element, settings: JsonObject): boolean {
  const before = panelCount(element.kind, element.settings);
  const after = panelCount(element.kind, settings);
  return after === undefined || after === before || after === element.children.length;
}

/** Panels that would go if a grid had these sizes and that hold something. */
export function filledCells(element: Element, sizes: { readonly column: number; readonly row: number }): readonly Element[] {
  const columns = sizeOf(element.settings["column"]);
  return element.children.filter(
    (cell, index) => cell.children.length > 0 && (index % columns >= sizes.column || Math.floor(index / columns) >= sizes.row),
  );
}
