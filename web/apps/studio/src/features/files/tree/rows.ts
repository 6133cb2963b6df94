/** The folder tree as rows to draw: pure, so that order and depth are tested by example. */

import type { Folder } from "@aqtra/api";

/** The root of the library is no folder of its own; where an id is needed it is this one. */
export const ROOT = "root";

export interface FolderRow {
  folder: Folder;
  /** 1: right under the root. */
  depth: number;
  hasChildren: boolean;
}

function byParent(folders: readonly Folder[]): Map<string, Folder[]> {
  const children = new Map<string, Folder[]>();
  for (const folder of folders) {
    const parent = folder.parent ?? ROOT;
    children.set(parent, [...(children.get(parent) ?? []), folder]);
  }
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  for (const list of children.values()) list.sort((a, b) => collator.compare(a.name, b.name));
  return children;
}

/** Folders in reading order; what lies in a closed folder is left out. */
export function visibleRows(folders: readonly Folder[], isOpen: (id: string) => boolean): FolderRow[] {
  const children = byParent(folders);
  const walk = (parent: string, depth: number): FolderRow[] =>
    (children.get(parent) ?? []).flatMap((folder) => [
      { folder, depth, hasChildren: children.has(folder.id) },
      ...(isOpen(folder.id) ? walk(folder.id, depth + 1) : []),
    ]);
  return walk(ROOT, 1);
}

/** From the root down to the folder; empty for the root, or for a folder that is gone. */
export function pathTo(folders: readonly Folder[], id: string | null): Folder[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const path: Folder[] = [];
  for (let at = id === null ? undefined : byId.get(id); at && !path.includes(at); at = at.parent === null ? undefined : byId.get(at.parent)) {
    path.unshift(at);
  }
  return path;
}

/** The folder and everything below it: places it cannot be moved to. */
export function withinFolder(folders: readonly Folder[], id: string): ReadonlySet<string> {
  const within = new Set([id]);
  const children = byParent(folders);
  const walk = (parent: string): void => {
    for (const child of children.get(parent) ?? []) {
      if (within.has(child.id)) continue;
      within.add(child.id);
      walk(child.id);
    }
  };
  walk(id);
  return within;
}
