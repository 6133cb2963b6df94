import type { Folder } from "@aqtra/api";
import { Box } from "@mui/material";
import { useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { TreeRow } from "./tree-row";
import { pathTo, ROOT, visibleRows } from "./rows";

export interface FolderActions {
  onRename: (folder: Folder) => void;
  onMove: (folder: Folder) => void;
  onDelete: (folder: Folder) => void;
}

interface FolderTreeProps {
  folders: readonly Folder[];
  /** Null: the root. */
  selected: string | null;
  onSelect: (id: string | null) => void;
  label: string;
  /** Absent where a folder is only chosen. */
  actions?: FolderActions;
  isDisabled?: (id: string | null) => boolean;
}

/** Folders as a tree: one tab stop, arrow keys inside, F2 renames, Delete deletes. */
export function FolderTree({ folders, selected, onSelect, label, actions, isDisabled }: FolderTreeProps) {
  const { t } = useTranslation("files");
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const onTheWay = useMemo(() => new Set(pathTo(folders, selected).slice(0, -1).map(({ id }) => id)), [folders, selected]);
  const isOpen = (id: string): boolean => toggled.get(id) ?? onTheWay.has(id);
  const rows = visibleRows(folders, isOpen);
  const tree = useRef<HTMLUListElement>(null);
  // Another selection takes the tab stop with it.
  const [moved, setMoved] = useState({ from: selected, to: selected ?? ROOT });
  const focused = moved.from === selected ? moved.to : (selected ?? ROOT);
  // What had the focus may be gone or hidden by now; the tree must keep one tab stop.
  const tabStop = focused === ROOT || rows.some((row) => row.folder.id === focused) ? focused : ROOT;

  const focusOn = (id: string | undefined): void => {
    if (id !== undefined) tree.current?.querySelector<HTMLElement>(`[data-folder="${id}"]`)?.focus();
  };
  const toggle = (id: string, open: boolean): void => setToggled((before) => new Map(before).set(id, open));

  const onKeyDown = (event: KeyboardEvent): void => {
    const id = (event.target as HTMLElement).dataset.folder;
    if (id === undefined) return;
    const order = [ROOT, ...rows.map((row) => row.folder.id)];
    const at = order.indexOf(id);
    const row = rows[at - 1];
    switch (event.key) {
      case "ArrowDown":
        focusOn(order[at + 1]);
        break;
      case "ArrowUp":
        focusOn(order[at - 1]);
        break;
      case "Home":
        focusOn(order[0]);
        break;
      case "End":
        focusOn(order.at(-1));
        break;
      case "ArrowRight":
        if (row?.hasChildren && !isOpen(id)) toggle(id, true);
        else if (row?.hasChildren) focusOn(order[at + 1]);
        break;
      case "ArrowLeft":
        if (row?.hasChildren && isOpen(id)) toggle(id, false);
        else if (row) focusOn(row.folder.parent ?? ROOT);
        break;
      case "Enter":
      case " ":
        if (!isDisabled?.(row?.folder.id ?? null)) onSelect(row?.folder.id ?? null);
        break;
      case "F2":
        if (row) actions?.onRename(row.folder);
        break;
      case "Delete":
        if (row) actions?.onDelete(row.folder);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <Box component="ul" ref={tree} role="tree" aria-label={label} onKeyDown={onKeyDown} sx={{ m: 0, p: 0, listStyle: "none" }}>
      <TreeRow
        id={ROOT}
        name={t("root")}
        depth={0}
        isRoot
        selected={selected === null}
        disabled={isDisabled?.(null)}
        isTabStop={tabStop === ROOT}
        onFocus={() => setMoved({ from: selected, to: ROOT })}
        onSelect={() => onSelect(null)}
      />
      {rows.map(({ folder, depth, hasChildren }) => (
        <TreeRow
          key={folder.id}
          id={folder.id}
          name={folder.name}
          depth={depth}
          files={folder.files}
          open={hasChildren ? isOpen(folder.id) : undefined}
          selected={selected === folder.id}
          disabled={isDisabled?.(folder.id)}
          isTabStop={tabStop === folder.id}
          onFocus={() => setMoved({ from: selected, to: folder.id })}
          onSelect={() => onSelect(folder.id)}
          onToggle={() => toggle(folder.id, !isOpen(folder.id))}
          actions={actions && { onRename: () => actions.onRename(folder), onMove: () => actions.onMove(folder), onDelete: () => actions.onDelete(folder) }}
        />
      ))}
    </Box>
  );
}
