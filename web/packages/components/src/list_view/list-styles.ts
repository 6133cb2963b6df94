import type { CSSProperties } from "react";

import { cssSize } from "../box";
import type { ListSettings } from "./use-list-data";

const GAP = "12px";
/** Narrower than this a card cannot be read. */
const NARROWEST = "240px";

/** How the cards stand: a grid that grows down, or sideways with its own scroll. */
export function cardsStyle(settings: Pick<ListSettings, "orientation" | "number_of_columns" | "number_of_rows" | "column_gap" | "row_gap">): CSSProperties {
  const columnGap = cssSize(settings.column_gap) ?? GAP;
  const rowGap = cssSize(settings.row_gap) ?? GAP;
  const columns = Math.max(1, settings.number_of_columns);
  const rows = Math.max(1, settings.number_of_rows ?? 1);
  const gaps = { columnGap, rowGap, "--list-column-gap": columnGap, "--list-row-gap": rowGap };
  if (settings.orientation === "vertical") return { ...gaps, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` };
  const width = columns > 1 ? `max(${NARROWEST}, calc((100% - ${columns - 1} * ${columnGap}) / ${columns}))` : "280px";
  return { ...gaps, gridTemplateRows: `repeat(${rows}, auto)`, gridAutoColumns: width };
}
