import { ActionIcon, ActionMenu } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { ChevronRight, Ellipsis, FolderClosed, FolderInput, FolderOpen, HardDrive, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Pixels one level is set in. */
const INDENT = 16;

interface TreeRowProps {
  id: string;
  name: string;
  depth: number;
  isRoot?: boolean;
  files?: number;
  /** Undefined: nothing is in it that could be shown. */
  open?: boolean;
  selected: boolean;
  disabled?: boolean;
  isTabStop: boolean;
  onFocus: () => void;
  onSelect: () => void;
  onToggle?: () => void;
  actions?: { onRename: () => void; onMove: () => void; onDelete: () => void };
}

export function TreeRow(props: TreeRowProps) {
  const { id, name, depth, isRoot = false, files = 0, open, selected, disabled = false, isTabStop, actions } = props;
  const { t } = useTranslation("files");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const Icon = isRoot ? HardDrive : selected ? FolderOpen : FolderClosed;
  return (
    <Box
      component="li"
      role="treeitem"
      data-folder={id}
      aria-label={name}
      aria-level={depth + 1}
      aria-expanded={open}
      aria-selected={selected}
      aria-disabled={disabled || undefined}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && props.onFocus()}
      onClick={() => !disabled && props.onSelect()}
      onContextMenu={(event) => {
        if (!actions) return;
        event.preventDefault();
        setAnchor(event.currentTarget);
      }}
      sx={{
        display: "flex",
        alignItems: "center",
        gap: 1,
        minHeight: { xs: 40, md: 34 },
        paddingInlineStart: `${4 + depth * INDENT}px`,
        paddingInlineEnd: 1,
        borderRadius: "6px",
        cursor: disabled ? "not-allowed" : "pointer",
        opacity: disabled ? 0.45 : 1,
        outlineOffset: -2,
        bgcolor: selected ? "tone.selected" : undefined,
        color: selected ? "primary.main" : undefined,
        "&:hover": { bgcolor: selected ? "tone.selected" : "tone.hover" },
        "& .more": { opacity: { xs: 1, md: selected || anchor ? 1 : 0 } },
        "&:hover .more, &:focus-within .more": { opacity: 1 },
      }}
    >
      <Box
        aria-hidden
        onClick={(event) => {
          if (open === undefined) return;
          event.stopPropagation();
          props.onToggle?.();
        }}
        sx={{
          width: 20,
          height: 28,
          flexShrink: 0,
          display: "grid",
          placeItems: "center",
          color: "text.secondary",
          visibility: open === undefined ? "hidden" : undefined,
          "& svg": { transform: open ? "rotate(90deg)" : undefined, transition: "transform 120ms" },
          '[dir="rtl"] & svg': { transform: open ? "rotate(90deg)" : "rotate(180deg)" },
        }}
      >
        <ChevronRight size={14} />
      </Box>
      <Box aria-hidden sx={{ display: "flex", flexShrink: 0, color: selected ? "primary.main" : "text.secondary" }}>
        <Icon size={16} strokeWidth={1.75} />
      </Box>
      <Typography variant="body2" noWrap title={name} sx={{ flexGrow: 1, minWidth: 0, fontWeight: selected ? 600 : 450, marginInlineStart: 1 }}>
        {name}
      </Typography>
      {files > 0 && (
        <Typography variant="caption" color="textSecondary" aria-label={t("fileCount", { count: files })} sx={{ fontVariantNumeric: "tabular-nums" }}>
          {files}
        </Typography>
      )}
      {actions && (
        <Box component="span" onClick={(event) => event.stopPropagation()} sx={{ display: "flex" }}>
          <ActionIcon
            className="more"
            size="small"
            icon={Ellipsis}
            name={t("folder.more", { name })}
            tabIndex={isTabStop ? 0 : -1}
            aria-haspopup="menu"
            aria-expanded={anchor !== null}
            onClick={(event) => setAnchor(event.currentTarget)}
          />
          <ActionMenu
            anchor={anchor}
            onClose={() => setAnchor(null)}
            items={[
              { id: "rename", label: t("folder.rename"), icon: Pencil, onClick: actions.onRename },
              { id: "move", label: t("folder.move"), icon: FolderInput, onClick: actions.onMove },
              { id: "delete", label: t("folder.delete"), icon: Trash2, onClick: actions.onDelete },
            ]}
          />
        </Box>
      )}
    </Box>
  );
}
