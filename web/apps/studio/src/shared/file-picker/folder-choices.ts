import type { Folder } from "@aqtra/api";

export interface FolderChoice {
  /** Null: the root. */
  id: string | null;
  path: string;
}

/** Every folder by its whole path, the root first. */
export function folderChoices(folders: readonly Folder[], root: string): FolderChoice[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const pathOf = ({ name, parent }: Folder): string => {
    const above = parent === null ? undefined : byId.get(parent);
    return above ? `${pathOf(above)} / ${name}` : name;
  };
  const paths = folders.map((folder) => ({ id: folder.id, path: pathOf(folder) }));
  return [{ id: null, path: root }, ...paths.sort((one, other) => one.path.localeCompare(other.path))];
}
