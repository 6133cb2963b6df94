import { styled } from "@mui/material/styles";

import { cssSize } from "../box";
import type { PanelSlot, ViewProps } from "../define";
import type { CssSize } from "../settings";
import type { gridSettings } from "./index";

const Cells = styled("div")({
  display: "grid",
  height: "100%",
  minWidth: 0,
  // On phones one below the other, in reading order.
  "@container page (max-width: 599px)": { gridTemplateColumns: "minmax(0, 1fr) !important" },
});

const Cell = styled("div")(({ theme }) => ({
  minWidth: 0,
  // Cells are seen on the canvas, and only there.
  "&[data-design]": { outline: `1px dashed ${theme.vars.palette.divider}`, minHeight: 56, display: "flex", flexDirection: "column" },
  "&[data-design] > *": { flex: "1 1 auto !important" },
}));

const NONE: readonly PanelSlot[] = [];
const GAP = "16px";

/** Cells stand in the order of the panels, row by row. */
export function GridView({ settings, panels = NONE, design }: ViewProps<typeof gridSettings>) {
  return (
    <Cells style={{ gridTemplateColumns: columnsCss(settings.column, settings.column_sizes), gap: cssSize(settings.gap) ?? GAP }}>
      {panels.map(({ id, content }) => (
        <Cell key={id} data-design={design ? "" : undefined}>
          {content}
        </Cell>
      ))}
    </Cells>
  );
}

/** A column takes no more room than it has, whatever stands in it. */
function columnsCss(count: number, sizes: readonly CssSize[] | undefined): string {
  return Array.from({ length: Math.max(1, count) }, (_, index) => {
    const size = cssSize(sizes?.[index]);
    return size === undefined ? "minmax(0, 1fr)" : `minmax(0, ${size})`;
  }).join(" ");
}
