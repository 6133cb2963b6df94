import type { Folder } from "@aqtra/api";
import { useToast } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../shared/confirm";
import { toProblem } from "../../shared/to-problem";
import { useChangeFolderMutation, useCreateFolderMutation, useDeleteFolderMutation } from "./api";
import type { MoveRequest } from "./move-dialog";
import type { NameRequest } from "./name-dialog";

export interface Asking {
  name: NameRequest | null;
  move: MoveRequest | null;
}

export const NOTHING_ASKED: Asking = { name: null, move: null };

interface FoldersOptions {
  ask: (asking: Asking) => void;
  /** Shows a folder; null is the root. */
  open: (id: string | null) => void;
}

/** What can be done with folders; each first asks what it needs to know. */
export function useFolders({ ask, open }: FoldersOptions) {
  const { t } = useTranslation("files");
  const toast = useToast();
  const confirm = useConfirm();
  const [create] = useCreateFolderMutation();
  const [change] = useChangeFolderMutation();
  const [remove] = useDeleteFolderMutation();
  const [error, setError] = useState<unknown>();

  const onCreate = (parent: Folder | null): void =>
    ask({
      ...NOTHING_ASKED,
      name: {
        title: parent ? t("folder.createIn", { name: parent.name }) : t("folder.create"),
        name: "",
        action: t("folder.createAction"),
        onSubmit: async (name) => {
          const result = await create({ newFolder: { name, parent: parent?.id ?? null } });
          if (result.data) open(result.data.id);
          return result.error;
        },
      },
    });

  const onRename = (folder: Folder): void =>
    ask({
      ...NOTHING_ASKED,
      name: {
        title: t("folder.renameTitle", { name: folder.name }),
        name: folder.name,
        action: t("folder.rename"),
        onSubmit: async (name) => (await change({ folderId: folder.id, folderChange: { name } })).error,
      },
    });

  const onMove = (folder: Folder): void =>
    ask({
      ...NOTHING_ASKED,
      move: {
        title: t("move.title", { name: folder.name }),
        from: folder.parent,
        folder: folder.id,
        onSubmit: async (parent) => (await change({ folderId: folder.id, folderChange: { parent } })).error,
      },
    });

  const onDelete = async (folder: Folder): Promise<void> => {
    const title = t("folder.deleteTitle", { name: folder.name });
    setError(undefined);
    if (!(await confirm({ title, text: t("folder.deleteText"), action: t("folder.deleteAction"), destructive: true }))) return;
    let result = await remove({ folderId: folder.id });
    const problem = result.error && toProblem(result.error);
    if (problem?.code === "folder_not_empty") {
      const { files = 0, folders = 0, used = 0 } = problem.params as { files?: number; folders?: number; used?: number };
      const text = (
        <>
          {t("folder.holds", { files: t("fileCount", { count: files }), folders: t("folderCount", { count: folders }) })}
          {used > 0 && ` ${t("folder.used", { count: used })}`}
        </>
      );
      if (!(await confirm({ title: t("folder.notEmptyTitle", { name: folder.name }), text, action: t("folder.deleteAll"), destructive: true }))) return;
      result = await remove({ folderId: folder.id, confirm: true });
    }
    if (result.error) {
      setError(result.error);
      return;
    }
    toast.show(t("folder.deleted", { name: folder.name }));
    open(folder.parent);
  };

  return { onCreate, onRename, onMove, onDelete: (folder: Folder) => void onDelete(folder), error, forget: () => setError(undefined) };
}
