import { Columns2, Hash, Heading, Image, List, Minus, PanelBottom, PanelTop, PenLine, QrCode, Rows3, SeparatorHorizontal, Square, SquareCheck, Table2, TableOfContents, Type } from "lucide-react";
import type { LucideIcon } from "lucide-react";

import type { BandKind, ElementKind } from "./api";

export const ELEMENT_ICONS: Record<ElementKind, LucideIcon> = {
  text: Type,
  rich_text: Heading,
  table: Table2,
  panel: Columns2,
  picture: Image,
  qr_code: QrCode,
  check_box: SquareCheck,
  line: Minus,
  shape: Square,
  signature: PenLine,
  page_info: Hash,
  page_break: SeparatorHorizontal,
};

export const BAND_ICONS: Record<BandKind, LucideIcon> = {
  page_header: PanelTop,
  report_header: TableOfContents,
  detail: Rows3,
  report_footer: List,
  page_footer: PanelBottom,
};
