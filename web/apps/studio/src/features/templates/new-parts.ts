/** What new parts of a template begin with. */

import type { Band, BandKind, Cell, Column, Content, Element, ElementKind, Page, Piece, TextStyle } from "./api";

export const BAND_ORDER: BandKind[] = ["page_header", "report_header", "detail", "report_footer", "page_footer"];

export const ELEMENT_KINDS: ElementKind[] = [
  "text", "rich_text", "table", "panel", "picture", "qr_code", "check_box", "line", "shape", "signature", "page_info", "page_break",
];

/** What may stand in a panel. */
export const CELL_KINDS: ElementKind[] = ELEMENT_KINDS.filter((kind) => kind !== "panel" && kind !== "page_break");

export const PLAIN_STYLE: TextStyle = { align: "start", background: null, bold: false, color: null, italic: false, size: null, underline: false };

export const NEW_PAGE: Page = {
  accent: "#0f6b72",
  font: "sans",
  locale: "en",
  margins: { top: 20, right: 18, bottom: 18, left: 20 },
  orientation: "portrait",
  size: "a4",
  text_size: 10,
};

const newId = (): string => crypto.randomUUID();

export function newBand(kind: BandKind): Band {
  return { id: newId(), kind, array: "", height: 15, elements: [] };
}

export function newCell(): Cell {
  return { id: newId(), width: null, elements: [] };
}

export function newColumn(title: string, value: string): Column {
  return { title, value, align: "start", total: "none", width: null, format: { kind: "auto", digits: null, currency: "EUR", length: "medium" } };
}

export const newPiece = (text = ""): Piece => ({ text, bold: false, italic: false, underline: false, color: null });

/** `array` is the first one of the model, if there is one. */
export function newElement(kind: ElementKind, name: string, array: { path: string; members: string[] } | null): Element {
  const common = { id: newId(), name, shown_when: "", space_after: 2 };
  const style = PLAIN_STYLE;
  switch (kind) {
    case "text":
      return { ...common, kind, text: "", style };
    case "rich_text":
      return { ...common, kind, paragraphs: [{ kind: "body", align: "start", pieces: [newPiece()] }] };
    case "table": {
      const columns = (array?.members ?? []).map((member) => newColumn(member, `row.${member}`));
      return { ...common, kind, array: array?.path ?? "", columns: columns.length > 0 ? columns : [newColumn("", "index")], total_label: "", striped: true, lines: "rows" };
    }
    case "panel":
      return { ...common, kind, background: null, border: null, cells: [newCell(), newCell()] };
    case "picture":
      return { ...common, kind, file: null, value: "", width: 40, height: null, align: "start", description: "" };
    case "qr_code":
      return { ...common, kind, value: "", width: 25, error_correction: "M", align: "start" };
    case "check_box":
      return { ...common, kind, value: "true", label: "", style };
    case "line":
      return { ...common, kind, thickness: 0.75, color: "#94a3b8" };
    case "shape":
      return { ...common, kind, shape: "rectangle", width: 40, height: 10, fill: "#e2e8f0", stroke: null, align: "start" };
    case "signature":
      return { ...common, kind, label: "", width: 70, align: "start" };
    case "page_info":
      return { ...common, kind, info: "page_of_pages", prefix: "", style };
    case "page_break":
      return { ...common, kind };
  }
}

/** A template to begin with: pages that are numbered, and a place to write. */
export function newContent(name: string, words: { text: string; page: string }): Content {
  const report = newBand("report_header");
  const heading = { ...newElement("rich_text", words.text, null) };
  if (heading.kind === "rich_text") heading.paragraphs = [{ kind: "heading1", align: "start", pieces: [newPiece(name)] }];
  const footer = { ...newBand("page_footer"), height: 8 };
  const number = newElement("page_info", words.page, null);
  if (number.kind === "page_info") number.style = { ...PLAIN_STYLE, align: "center", size: 8, color: "#475569" };
  return {
    name,
    description: "",
    properties: [],
    page: NEW_PAGE,
    bands: [{ ...report, elements: [heading] }, { ...newBand("detail") }, { ...footer, elements: [number] }],
    sample: {},
  };
}
