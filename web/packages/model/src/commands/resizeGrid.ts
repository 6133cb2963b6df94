import type { IdSource } from "../ids";
import { filledCells, isTable, sizeOf } from "../panels/arrangement";
import { slotPanel } from "../panels/factory";
import type { Command } from "./command";
import { elementOf, plain } from "./draftTree";
import type { ElementDraft } from "./draftTree";
import { withFreeNames } from "./insertElement";

/** Gives a grid other numbers of columns and rows; refused while a cell that would go holds something. */
export function resizeGrid(elementId: string, sizes: { readonly column?: number; readonly row?: number }, ids: IdSource): Command {
  return {
    label: "resizeGrid",
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element || !isTable(element.kind)) return;
      const columns = sizeOf(element.settings["column"]);
      const column = Math.max(1, sizes.column ?? columns);
      const row = Math.max(1, sizes.row ?? sizeOf(element.settings["row"]));
      if (filledCells(plain(element), { column, row }).length > 0) return;
      const count = element.children.length;
      const cells: ElementDraft[] = [];
      for (let at = 0; at < column * row; at += 1) {
        const x = at % column;
        const before = Math.floor(at / column) * columns + x;
        // New ones stand behind the others until all are there: a name is free only as long as no other has it.
        if (x >= columns || before >= count) element.children.push(withFreeNames(draft, slotPanel(ids)));
        const cell = x < columns && before < count ? element.children[before] : element.children.at(-1);
        if (cell) cells.push(cell);
      }
      element.children = cells;
      if (sizes.column !== undefined) element.settings["column"] = column;
      if (sizes.row !== undefined) element.settings["row"] = row;
    },
  };
}
