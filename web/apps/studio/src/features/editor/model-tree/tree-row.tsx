import { Box } from "@mui/material";
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

/** A row of a tree, with arrow keys between rows left to `useTreeKeys`. */
export function TreeRow({ level, selected, expanded, onToggle, icon, actions, children, rowRef, muted, ...rest }: TreeRowProps) {
  return (
    <Box
      {...rest}
      ref={rowRef}
      role="treeitem"
      aria-level={level}
      aria-selected={selected ?? false}
      aria-expanded={expanded}
      tabIndex={-1}
      data-tree-row=""
      sx={{
        display: "flex",
        alignItems: "center",
        height: 28,
        pl: 1 + (level - 1) * 3,
        pr: 1,
        gap: 1.5,
        borderRadius: 1,
        typography: "body2",
        cursor: rest.onClick ? "pointer" : "default",
        color: muted ? "text.secondary" : "text.primary",
        bgcolor: selected ? "tone.selected" : "transparent",
        outlineOffset: -2,
        position: "relative",
        "&:hover": { bgcolor: selected ? "tone.selected" : "tone.hover" },
        "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main" },
        "& .row-actions": {
          position: "absolute",
          insetBlock: 0,
          right: 4,
          pl: 2,
          display: "flex",
          alignItems: "center",
          bgcolor: selected ? "tone.selected" : "tone.hover",
          borderRadius: 1,
          // Over the end of a long name, and only while one works on the row.
          opacity: 0,
          "& .MuiIconButton-root": { width: 22, height: 22 },
        },
        "&:hover .row-actions, &:focus-within .row-actions, &:focus-visible .row-actions": { opacity: 1 },
      }}
    >
      <Box
        component="span"
        aria-hidden
        onClick={(event) => {
          if (!onToggle) return;
          event.stopPropagation();
          onToggle();
        }}
        sx={{ width: 14, flex: "none", display: "grid", placeItems: "center", color: "text.secondary", transition: "transform 120ms", transform: expanded ? "rotate(90deg)" : "none", cursor: onToggle ? "pointer" : "inherit" }}
      >
        {expanded !== undefined && <ChevronRight size={14} />}
      </Box>
      <Box component="span" sx={{ display: "flex", flex: "none", color: "text.secondary" }}>{icon}</Box>
      <Box component="span" sx={{ flex: "1 1 0", minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
        {children}
      </Box>
      {actions && <Box component="span" className="row-actions">{actions}</Box>}
    </Box>
  );
}
