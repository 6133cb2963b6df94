import { styled, type Theme } from "@mui/material/styles";

/** A card by itself; a column that holds lists is a well instead, so that no card stands in a card. */
function cardLook(theme: Theme) {
  const { palette } = theme.vars;
  return {
    "& .list-card": {
      position: "relative",
      display: "flex",
      flexDirection: "column",
      gap: theme.spacing(2),
      minWidth: 0,
      padding: theme.spacing(3),
      border: `1px solid ${palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: palette.background.paper,
      listStyle: "none",
    },
    "& .list-card[data-column]": { backgroundColor: palette.tone.sunken, gap: theme.spacing(3) },
  } as const;
}

export const ListFrame = styled("section")(({ theme }) => {
  const { palette } = theme.vars;
  return {
    display: "flex",
    flexDirection: "column",
    gap: theme.spacing(3),
    height: "100%",
    minWidth: 0,
    ...cardLook(theme),
    "& .list-body": { position: "relative", minHeight: 0, minWidth: 0, borderRadius: theme.shape.borderRadius },
    "& .list-body[data-sized]": { overflow: "auto", flex: "1 1 auto" },
    "& .list-body[data-orientation=horizontal]": { overflowX: "auto", scrollSnapType: "x proximity", paddingBottom: theme.spacing(1) },
    "& .list-progress": { position: "absolute", insetInline: 0, top: 0, height: 2, zIndex: 2 },
    "& .list-cards": { display: "grid", margin: 0, padding: 0, alignItems: "stretch" },
    "& .list-cards[data-orientation=horizontal]": { gridAutoFlow: "column", alignItems: "start", justifyContent: "start" },
    "& .list-cards[data-orientation=horizontal] > .list-card": { scrollSnapAlign: "start" },
    "& .list-card[data-action]": { cursor: "pointer", transition: "border-color 120ms, background-color 120ms" },
    "& .list-card[data-action]:hover": { borderColor: palette.tone.control, backgroundColor: palette.tone.hover },
    "& .list-card[data-draggable]:not([data-action])": { cursor: "grab" },
    "& .list-card:focus-visible": { outline: `2px solid ${palette.primary.main}`, outlineOffset: 2 },
    "& .list-card[data-dragged]": { opacity: 0.4 },
    // The line where the card would land lies between two cards, so that nothing moves away under the pointer.
    "& .list-card[data-landing]::after": { content: '""', position: "absolute", backgroundColor: palette.primary.main, borderRadius: 2, insetInline: 0, height: 3 },
    "& .list-card[data-landing=before]::after": { top: "calc(var(--list-row-gap) / -2 - 2px)" },
    "& .list-card[data-landing=after]::after": { bottom: "calc(var(--list-row-gap) / -2 - 2px)" },
    "& [data-sideways] > .list-card[data-landing]::after": { insetInline: "auto", insetBlock: 0, width: 3, height: "auto" },
    "& [data-sideways] > .list-card[data-landing=before]::after": { insetInlineStart: "calc(var(--list-column-gap) / -2 - 2px)" },
    "& [data-sideways] > .list-card[data-landing=after]::after": { insetInlineEnd: "calc(var(--list-column-gap) / -2 - 2px)" },
    "& .list-body[data-landing]": { outline: `1px dashed ${palette.primary.main}`, outlineOffset: 2, backgroundColor: palette.tone.accent },
    "& .list-empty": {
      display: "grid",
      placeItems: "center",
      minHeight: 64,
      padding: theme.spacing(2),
      border: `1px dashed ${palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      color: palette.text.secondary,
      textAlign: "center",
      ...theme.typography.body2,
    },
    "& .list-pager": { display: "flex", alignItems: "center", justifyContent: "space-between", flexWrap: "wrap", gap: "8px 16px" },
    "& .list-ghost": { opacity: 0.5 },
    "@media (prefers-reduced-motion: reduce)": { "& .list-card": { transition: "none" } },
    // One column on phones, whatever was set; a horizontal list shows one card and the edge of the next.
    "@container page (max-width: 599px)": {
      "& .list-cards[data-orientation=vertical]": { gridTemplateColumns: "minmax(0, 1fr) !important" },
      "& .list-cards[data-orientation=horizontal]": { gridAutoColumns: "85% !important" },
    },
  };
});

/** Holds the picture of the card that is dragged, outside of its list. */
export const PictureFrame = styled("div")(({ theme }) => ({
  cursor: "grabbing",
  ...cardLook(theme),
  "& .list-card": { ...cardLook(theme)["& .list-card"], boxShadow: `0 8px 24px ${theme.alpha(theme.vars.palette.common.black, 0.16)}` },
}));
