/** The current view as a spreadsheet. Pure but for the libraries, which are fetched when they are first needed. */
import type { CellObject, SheetData } from "write-excel-file/browser";

import { decimalText } from "../shared/decimal";
import type { PivotField } from "./fields";
import type { Texts } from "./texts";
import { headRows, type Line } from "./tree";
import type { PivotData } from "./use-pivot-data";

/** What stands in one cell of the sheet: a text, or an exact decimal that stays a number. */
export interface SheetCell {
  readonly text: string;
  readonly number?: string | undefined;
  readonly span?: number;
  readonly rows?: number;
  readonly isHead?: boolean;
}

/** `null` where a cell beside or above takes the place. */
export type SheetRow = readonly (SheetCell | null)[];

export interface Sheet {
  readonly rows: readonly SheetRow[];
  readonly headRows: number;
  readonly headColumns: number;
}

export type View = Pick<PivotData, "row" | "column" | "data" | "rowLines" | "columnLines" | "cell">;

/** Rows have a column for each level of their groups, so that they can be sorted and filtered elsewhere. */
export function sheetOf(view: View, texts: Texts): Sheet {
  const { row, data, rowLines, columnLines } = view;
  const depth = Math.max(1, ...rowLines.map(({ path }) => path.length));
  const head = headOf(view, depth, texts);
  const body = rowLines.map((line): SheetRow => {
    const names = line.kind === "grand" ? [texts.heading(line, row)] : line.path.map((value, index) => texts.value(row[index], value));
    const headings = Array.from({ length: depth }, (_, index): SheetCell => ({ text: names[index] ?? "", isHead: true }));
    return [...headings, ...columnLines.flatMap((across) => data.map((field, index) => resultCell(view, line, across, field, index, texts)))];
  });
  return { rows: [...head, ...body], headRows: head.length, headColumns: depth };
}

/** Headings of the columns as they nest, and a last row that names fields. */
function headOf({ row, column, data, columnLines }: View, depth: number, texts: Texts): SheetRow[] {
  const groups = column.length === 0 ? [] : headRows(columnLines);
  const width = depth + columnLines.length * data.length;
  const nested = groups.map((cells) => {
    const places: (SheetCell | null)[] = Array.from({ length: width }, () => null);
    for (const { line, start, span, rows } of cells) {
      places[depth + start * data.length] = { text: texts.heading(line, column), span: span * data.length, rows, isHead: true };
    }
    return places;
  });
  const names = [...Array.from({ length: depth }, (_, level) => row[level]?.caption ?? ""), ...columnLines.flatMap(() => data.map((field) => texts.measure(field)))];
  return [...nested, names.map((text) => ({ text, isHead: true }))];
}

function resultCell(view: View, line: Line, across: Line, field: PivotField, index: number, texts: Texts): SheetCell {
  const cell = view.cell(line, across);
  if (!cell) return { text: "" };
  const value = cell.values[index];
  const isAmount = field.summary === "count" || field.property.type === "number" || field.property.type === "integer";
  return { text: texts.result(field, value), number: isAmount ? decimalText(value) : undefined };
}

/** Texts that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

export async function csvOf(sheet: Sheet): Promise<Blob> {
  const { unparse } = await import("papaparse");
  const rows = sheet.rows.map((row) => filled(row).map(({ text, number }) => number ?? (FORMULA.test(text) ? `'${text}` : text)));
  // The mark tells spreadsheets that the text is UTF-8.
  return new Blob([`\uFEFF${unparse(rows)}`], { type: "text/csv;charset=utf-8" });
}

/** Places that a cell beside or above takes repeat its text: a text file has no wide cells. */
function filled(row: SheetRow): SheetCell[] {
  const cells: SheetCell[] = [];
  let left = 0;
  let spanning: SheetCell | undefined;
  for (const cell of row) {
    if (cell) [spanning, left] = [cell, (cell.span ?? 1) - 1];
    else if (left > 0) left -= 1;
    else spanning = undefined;
    cells.push(cell ?? spanning ?? { text: "" });
  }
  return cells;
}

/** Spreadsheets keep 15 digits; what has more stays whole as text. */
const DIGITS = 15;

export async function xlsxOf(sheet: Sheet): Promise<Blob> {
  const { default: write } = await import("write-excel-file/browser");
  const data: SheetData = sheet.rows.map((row) => row.map((cell) => (cell ? xlsxCell(cell) : null)));
  const width = Math.max(0, ...sheet.rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => ({ width: index < sheet.headColumns ? 24 : 16 }));
  return write(data, { columns, stickyRowsCount: sheet.headRows, stickyColumnsCount: sheet.headColumns }).toBlob();
}

function xlsxCell({ text, number, span = 1, rows = 1, isHead }: SheetCell): CellObject {
  const look = { ...(span > 1 && { columnSpan: span }), ...(rows > 1 && { rowSpan: rows }), ...(isHead && { fontWeight: "bold" as const, alignVertical: "top" as const }) };
  const isExact = number !== undefined && number.replace(/[-.]/g, "").replace(/^0+/, "").length <= DIGITS;
  if (isExact) return { type: Number, value: Number(number), ...look };
  return { type: String, value: number ?? text, ...look };
}

export function saveAs(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download holds its own reference once it has begun.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
