import { styled } from "@mui/material/styles";

/** The frame of a grid: one outlined surface, its own horizontal scroll, sticky head and first column. */
export const GridFrame = styled("section")(({ theme }) => {
  const { palette } = theme.vars;
  return {
    display: "flex",
    flexDirection: "column",
    height: "100%",
    minWidth: 0,
    containerType: "inline-size",
    "& .grid-toolbar": { display: "flex", alignItems: "center", flexWrap: "wrap", gap: 8, marginBottom: 12 },
    "& .grid-surface": {
      position: "relative",
      display: "flex",
      flexDirection: "column",
      minHeight: 0,
      border: `1px solid ${palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: palette.background.paper,
      overflow: "hidden",
    },
    "& .grid-progress": { position: "absolute", insetInline: 0, top: 0, height: 2, zIndex: 4 },
    "& .grid-scroll": { overflow: "auto", minHeight: 0, flex: "1 1 auto" },
    "& table": { width: "100%", borderCollapse: "separate", borderSpacing: 0 },
    "& th": { position: "sticky", top: 0, zIndex: 2, height: 40, paddingBlock: 4, lineHeight: 1.3 },
    // Captions give way first: words in two lines cost less than columns out of sight.
    "& th .grid-sort": { whiteSpace: "normal", textAlign: "start" },
    "& th .grid-sort svg": { flexShrink: 0 },
    "& td": { height: 44, maxWidth: 260, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
    "&[data-dense] td": { height: 32, paddingBlock: 4 },
    "& tr:last-of-type td": { borderBottom: 0 },
    "& th:first-of-type, & td:first-of-type": { position: "sticky", insetInlineStart: 0, backgroundColor: palette.background.paper, zIndex: 1 },
    "& th:first-of-type": { zIndex: 3 },
    "& tbody tr[tabindex]:focus-visible": { outline: `2px solid ${palette.primary.main}`, outlineOffset: -2 },
    "& tbody tr[data-clickable]": { cursor: "pointer" },
    "& tbody tr[data-clickable]:hover td": { backgroundColor: palette.tone.hover },
    "& tbody tr[aria-selected=true] td": { backgroundColor: palette.tone.selected },
    "& .grid-head": { display: "inline-flex", alignItems: "center", gap: 2 },
    "& .grid-sort": { font: "inherit", color: "inherit", gap: 4, borderRadius: 4, padding: "2px 4px", marginInlineStart: -4 },
    "& .grid-sort:hover": { color: palette.text.primary },
    "& .grid-unsorted": { opacity: 0.45 },
    "& th:hover .grid-unsorted": { opacity: 0.8 },
    "& .grid-sorted": { color: palette.primary.main },
    "& .grid-filter": { width: 24, height: 24 },
    "& .grid-filter-on": { color: palette.primary.main, backgroundColor: palette.tone.accent },
    // On a narrow screen the first column must leave room for the others to be seen at all.
    "@container (max-width: 599px)": {
      "& td:first-of-type, & th:first-of-type": { maxWidth: 168 },
      "& th:first-of-type .grid-sort": { overflow: "hidden", textOverflow: "ellipsis" },
      "& td:first-of-type, & tr > th:first-of-type": { boxShadow: `1px 0 0 ${palette.divider}` },
      "& .grid-pager": { justifyContent: "space-between" },
      "& .grid-pager > nav": { order: 1, width: "100%", display: "flex", justifyContent: "center" },
    },
    "& .grid-pager": {
      display: "flex",
      alignItems: "center",
      justifyContent: "space-between",
      flexWrap: "wrap",
      gap: "8px 16px",
      padding: "6px 12px",
      borderTop: `1px solid ${palette.divider}`,
    },
  };
});
