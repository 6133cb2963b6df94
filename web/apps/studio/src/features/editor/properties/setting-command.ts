/** The command that an editor's new value means, and why there is none. */

import type { Command, Element, Json } from "@aqtra/model";
import { arrangesPanels, changeSetting, filledCells, isTable, panelCount, randomIds, resetSetting, resizeGrid, sizeOf } from "@aqtra/model";

/** Columns or rows; more would be no grid that anybody lays out by hand. */
const MOST = 50;

const isSize = ({ kind }: Element, setting: string): boolean => isTable(kind) && (setting === "column" || setting === "row");

/** What counts the panels of an element goes with them: there is no default to go back to. */
export function isResettable(element: Element, setting: string): boolean {
  if (!arrangesPanels(element.kind) || isSize(element, setting)) return true;
  const { [setting]: gone, ...others } = element.settings;
  return gone === undefined || panelCount(element.kind, others) === panelCount(element.kind, element.settings);
}

/** Undefined takes the setting back to its default. `cells_filled`: cells that would go hold something. */
export function settingCommand(element: Element, setting: string, value: Json | undefined, merge?: string): Command | "cells_filled" {
  if (isSize(element, setting)) {
    const size = Math.min(sizeOf(value), MOST);
    const sizes = { column: sizeOf(element.settings["column"]), row: sizeOf(element.settings["row"]), [setting]: size };
    return filledCells(element, sizes).length > 0 ? "cells_filled" : resizeGrid(element.id, { [setting]: size }, randomIds);
  }
  if (value !== undefined) return changeSetting(element.id, setting, value, merge);
  return { ...resetSetting(element.id, setting), ...(merge ? { merge: `${merge}:${element.id}:${setting}` } : {}) };
}
