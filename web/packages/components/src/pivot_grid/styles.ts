import { styled, type Theme } from "@mui/material/styles";

/** Headings and cells have one height: headings stick below one another by it, and rows that are not drawn are known by it. */
export const LINE_HEIGHT = 36;

function areasLook({ vars: { palette }, shape, spacing, typography }: Theme) {
  return {
    "& .pivot-areas": {
      display: "flex",
      flexWrap: "wrap",
      gap: spacing(2),
    },
    "& .pivot-zone": {
      flex: "1 1 264px",
      display: "flex",
      flexWrap: "wrap",
      alignItems: "center",
      gap: spacing(1.5),
      minHeight: 40,
      minWidth: 0,
      padding: spacing(1.5, 3),
      border: `1px solid ${palette.divider}`,
      borderRadius: shape.borderRadius,
      backgroundColor: palette.tone.sunken,
      transition: "border-color 120ms, background-color 120ms",
    },
    "& .pivot-zone[data-area=none]": { flexBasis: "100%", backgroundColor: "transparent", borderStyle: "dashed" },
    "& .pivot-zone[data-over], & .pivot-zone:has(.pivot-field[data-over])": { borderColor: palette.primary.main, backgroundColor: palette.tone.accent },
    "& .pivot-zone-name": { ...typography.caption, fontWeight: 600, color: palette.text.secondary, marginInlineEnd: spacing(1) },
    "& .pivot-zone-empty": { ...typography.caption, color: palette.text.secondary },
    "& .pivot-field": { position: "relative", display: "inline-flex", minWidth: 0, maxWidth: "100%" },
    "& .pivot-field .MuiChip-root": { fontFamily: "inherit", backgroundClip: "padding-box" },
    "& .pivot-field .MuiChip-outlined": { backgroundColor: palette.background.paper },
    "& .pivot-field .MuiChip-label": { display: "inline-flex", alignItems: "center", gap: 4 },
    "& .pivot-field[data-over]::before": {
      content: '""',
      position: "absolute",
      insetBlock: 0,
      insetInlineStart: -5,
      width: 2,
      borderRadius: 1,
      backgroundColor: palette.primary.main,
    },
  } as const;
}

function tableLook({ vars: { palette }, typography, spacing }: Theme) {
  return {
    "& table": { borderCollapse: "separate", borderSpacing: 0, minWidth: "100%", ...typography.body2 },
    "& .pivot-caption": { position: "absolute", width: 1, height: 1, overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
    "& th, & td": { height: LINE_HEIGHT, padding: 0, borderBottom: `1px solid ${palette.divider}`, whiteSpace: "nowrap", textAlign: "end", backgroundColor: palette.background.paper },
    "& th": { fontWeight: 500, paddingInline: spacing(3), maxWidth: 280 },
    "& tbody th": { fontWeight: 400 },
    "& td > .MuiSkeleton-root": { marginInline: spacing(3) },
    "& thead th": { position: "sticky", top: 0, zIndex: 2, verticalAlign: "bottom", lineHeight: "20px", paddingBlock: spacing(2), color: palette.text.secondary, backgroundColor: palette.tone.raised },
    "& thead th[data-group]": { textAlign: "start" },
    "& thead th[data-group] .pivot-head": { position: "sticky", insetInlineStart: 240 },
    "& thead th[data-measure]": { ...typography.caption, color: palette.text.secondary },
    "& tbody th, & .pivot-corner": { position: "sticky", insetInlineStart: 0, zIndex: 1, textAlign: "start", minWidth: 160 },
    "& thead .pivot-corner": { zIndex: 3, overflow: "hidden", textOverflow: "ellipsis" },
    "& .pivot-head": { display: "inline-flex", alignItems: "center", gap: spacing(1), maxWidth: "100%", minWidth: 0 },
    "& tbody .pivot-head": { display: "flex" },
    "& .pivot-name": { overflow: "hidden", textOverflow: "ellipsis", minWidth: 0 },
    "& .pivot-toggle": { flex: "none", width: 20, height: 20, borderRadius: 4, color: palette.text.secondary },
    "& button.pivot-toggle:hover": { backgroundColor: palette.tone.hover, color: palette.text.primary },
    "& .pivot-closed:dir(rtl)": { transform: "scaleX(-1)" },
    "& .pivot-cell": {
      ...typography.body2,
      width: "100%",
      height: LINE_HEIGHT - 1,
      paddingInline: spacing(3),
      justifyContent: "flex-end",
      fontVariantNumeric: "tabular-nums",
      color: "inherit",
    },
    "& .pivot-cell:hover": { backgroundColor: palette.tone.hover },
    "& .pivot-cell:focus-visible, & .pivot-toggle:focus-visible": { outline: `2px solid ${palette.primary.main}`, outlineOffset: -2 },
    // Sums of sums stand out by tone and weight, the grand ones more.
    "& tr[data-open] > th, & tr[data-open] > td, & td[data-kind=subtotal], & thead th[data-kind=subtotal]": { backgroundColor: palette.tone.raised, fontWeight: 600 },
    "& tr[data-open] .pivot-cell, & td[data-kind=subtotal] .pivot-cell": { fontWeight: 600 },
    "& tr[data-kind=grand] > th, & tr[data-kind=grand] > td, & tr > td[data-kind=grand], & thead th[data-kind=grand]": { backgroundColor: palette.tone.sunken, fontWeight: 600, color: palette.text.primary },
    "& tr[data-kind=grand] .pivot-cell, & td[data-kind=grand] .pivot-cell": { fontWeight: 600 },
    // The totals of all stay in sight at the foot, whatever is scrolled.
    "& tbody tr[data-kind=grand] > *": { position: "sticky", bottom: 0, zIndex: 1, boxShadow: `0 -1px 0 ${palette.divider}` },
    "& tbody tr[data-kind=grand] > th": { zIndex: 2 },
    "& tbody tr:last-of-type > *": { borderBottom: 0 },
    "& .pivot-space > td": { border: 0, padding: 0 },
  } as const;
}

/** One outlined surface with a scroll of its own; headings and names of rows stay in sight. */
export const PivotFrame = styled("section")(({ theme }) => {
  const { palette } = theme.vars;
  return {
    display: "flex",
    flexDirection: "column",
    gap: theme.spacing(3),
    height: "100%",
    minWidth: 0,
    containerType: "inline-size",
    ...areasLook(theme),
    "& .pivot-toolbar": { display: "flex", alignItems: "center", justifyContent: "flex-end", flexWrap: "wrap", gap: theme.spacing(2) },
    "& .pivot-surface": {
      position: "relative",
      display: "flex",
      flexDirection: "column",
      minHeight: 0,
      minWidth: 0,
      border: `1px solid ${palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: palette.background.paper,
      overflow: "hidden",
    },
    "&[data-sized] .pivot-surface": { flex: "0 1 auto" },
    "& .pivot-progress": { position: "absolute", insetInline: 0, top: 0, height: 2, zIndex: 4 },
    "& .pivot-scroll": { position: "relative", overflow: "auto", maxHeight: "70vh" },
    "&[data-sized] .pivot-scroll": { maxHeight: "none" },
    ...tableLook(theme),
    "&[data-borders] th, &[data-borders] td": { borderInlineEnd: `1px solid ${palette.divider}` },
    "&[data-borders] tr > :last-child": { borderInlineEnd: 0 },
    "&:not([data-borders]) :is(th, td)": { borderBottomColor: "transparent" },
    // On a narrow screen the names must leave room for the sums.
    "@container (max-width: 599px)": {
      "& tbody th, & .pivot-corner": { minWidth: 112, maxWidth: 152 },
      "& .pivot-toolbar": { justifyContent: "flex-start" },
      "& thead th[data-group] .pivot-head": { insetInlineStart: 168 },
    },
  };
});
