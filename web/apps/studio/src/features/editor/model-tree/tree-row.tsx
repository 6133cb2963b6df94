import { styled } from "@mui/material/styles";
import { ChevronRight } from "lucide-react";
import type { HTMLAttributes, ReactNode, Ref } from "react";

interface TreeRowProps extends Omit<HTMLAttributes<HTMLDivElement>, "children"> {
  level: number;
  selected?: boolean;
  /** Undefined for a row without children. */
  expanded?: boolean;
  onToggle?: () => void;
  icon?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  rowRef?: Ref<HTMLDivElement>;
  "data-testid"?: string;
  muted?: boolean;
}

/** Styled once rather than by `sx`: a large page has a thousand rows. */
const Root = styled("div")(({ theme }) => ({
  ...theme.typography.body2,
  position: "relative",
  display: "flex",
  alignItems: "center",
  height: 28,
  paddingInlineEnd: theme.spacing(1),
  gap: theme.spacing(1.5),
  borderRadius: theme.shape.borderRadius,
  color: theme.vars.palette.text.primary,
  cursor: "default",
  outlineOffset: -2,
  "&[data-clickable]": { cursor: "pointer" },
  "&[data-muted]": { color: theme.vars.palette.text.secondary },
  "&:hover": { backgroundColor: theme.vars.palette.tone.hover },
  "&[aria-selected=true]": { backgroundColor: theme.vars.palette.tone.selected },
  "&:focus-visible": { outline: `2px solid ${theme.vars.palette.primary.main}` },
  "& > .chevron": {
    flex: "none",
    width: 14,
    display: "grid",
    placeItems: "center",
    color: theme.vars.palette.text.secondary,
    transition: "transform 120ms",
  },
  "&[aria-expanded=true] > .chevron": { transform: "rotate(90deg)" },
  "& > .icon": { display: "flex", flex: "none", color: theme.vars.palette.text.secondary },
  "& > .text": { flex: "1 1 0", minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  // Over the end of a long name, and only while one works on the row.
  "& > .row-actions": {
    position: "absolute",
    insetBlock: 0,
    insetInlineEnd: 4,
    paddingInlineStart: theme.spacing(2),
    display: "flex",
    alignItems: "center",
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.tone.hover,
    opacity: 0,
    "& .MuiIconButton-root": { width: 22, height: 22 },
  },
  "&[aria-selected=true] > .row-actions": { backgroundColor: theme.vars.palette.tone.selected },
  "&:hover > .row-actions, &:focus-within > .row-actions, &:focus-visible > .row-actions": { opacity: 1 },
}));

const INDENT = 12;

/** A row of a tree, with arrow keys between rows left to `useTreeKeys`. */
export function TreeRow({ level, selected, expanded, onToggle, icon, actions, children, rowRef, muted, style, ...rest }: TreeRowProps) {
  return (
    <Root
      {...rest}
      ref={rowRef}
      role="treeitem"
      aria-level={level}
      aria-selected={selected ?? false}
      aria-expanded={expanded}
      tabIndex={-1}
      data-tree-row=""
      data-clickable={rest.onClick ? "" : undefined}
      data-muted={muted ? "" : undefined}
      style={{ paddingInlineStart: 4 + (level - 1) * INDENT, ...style }}
    >
      <span
        className="chevron"
        aria-hidden
        onClick={(event) => {
          if (!onToggle) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {expanded !== undefined && <ChevronRight size={14} />}
      </span>
      <span className="icon">{icon}</span>
      <span className="text">{children}</span>
      {actions && <span className="row-actions">{actions}</span>}
    </Root>
  );
}
