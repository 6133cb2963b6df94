import type { LibraryFile } from "@aqtra/api";
import { useToast } from "@aqtra/ui";
import { Box } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../shared/api";
import { useConfirm } from "../../shared/confirm";
import { toProblem } from "../../shared/to-problem";
import { useChangeLibraryFileMutation, useDeleteLibraryFileMutation } from "./api";
import { NOTHING_ASKED } from "./use-folders";
import type { Asking } from "./use-folders";

interface FilesOptions {
  /** Where the files are; null is the root. */
  folder: string | null;
  ask: (asking: Asking) => void;
}

interface InUse {
  file: LibraryFile;
  problem: Problem;
}

/** What can be done with the files of a folder, one or many at once. */
export function useFiles({ folder, ask }: FilesOptions) {
  const { t } = useTranslation("files");
  const toast = useToast();
  const confirm = useConfirm();
  const [change] = useChangeLibraryFileMutation();
  const [remove] = useDeleteLibraryFileMutation();
  const [error, setError] = useState<unknown>();

  const onRename = (file: LibraryFile): void =>
    ask({
      ...NOTHING_ASKED,
      name: {
        title: t("file.renameTitle", { name: file.name }),
        name: file.name,
        action: t("file.rename"),
        onSubmit: async (name) => (await change({ fileId: file.id, libraryFileChange: { name } })).error,
      },
    });

  const onMove = (files: readonly LibraryFile[]): void =>
    ask({
      ...NOTHING_ASKED,
      move: {
        title: files.length === 1 ? t("move.title", { name: files[0]?.name }) : t("move.titleMany", { count: files.length }),
        from: folder,
        onSubmit: async (to) => {
          for (const file of files) {
            const { error: failure } = await change({ fileId: file.id, libraryFileChange: { folder: to } });
            if (failure) return failure;
          }
          toast.show(t("move.done", { count: files.length }));
          return undefined;
        },
      },
    });

  /** Deletes what nothing refers to and gathers the rest. */
  const removeAll = async (files: readonly LibraryFile[], confirmed: boolean) => {
    const inUse: InUse[] = [];
    let deleted = 0;
    for (const file of files) {
      const { error: failure } = await remove(confirmed ? { fileId: file.id, confirm: true } : { fileId: file.id });
      const problem = failure && toProblem(failure);
      if (!problem) deleted += 1;
      else if (problem.code === "file_in_use") inUse.push({ file, problem });
      else {
        setError(failure);
        break;
      }
    }
    return { inUse, deleted };
  };

  const onDelete = async (files: readonly LibraryFile[]): Promise<void> => {
    setError(undefined);
    const title = files.length === 1 ? t("file.deleteTitle", { name: files[0]?.name }) : t("file.deleteTitleMany", { count: files.length });
    if (!(await confirm({ title, text: t("file.deleteText"), action: t("file.deleteAction", { count: files.length }), destructive: true }))) return;
    const first = await removeAll(files, false);
    let { deleted } = first;
    if (first.inUse.length > 0) {
      const yes = await confirm({
        title: t("file.usedTitle", { count: first.inUse.length }),
        text: <Uses found={first.inUse} />,
        action: t("file.deleteAnyway", { count: first.inUse.length }),
        destructive: true,
      });
      if (yes) deleted += (await removeAll(first.inUse.map(({ file }) => file), true)).deleted;
    }
    if (deleted > 0) toast.show(t("file.deleted", { count: deleted }));
  };

  return { onRename, onMove, onDelete: (files: readonly LibraryFile[]) => void onDelete(files), error, forget: () => setError(undefined) };
}

/** What would lose its file. */
function Uses({ found }: { found: readonly InUse[] }) {
  const { t } = useTranslation("files");
  return (
    <>
      {t("file.usedText")}
      <Box sx={{ maxHeight: "40vh", overflow: "auto", mt: 2 }}>
        {found.map(({ file, problem }) => (
          <Box key={file.id} sx={{ mb: 2 }}>
            <strong>{file.name}</strong>
            <Box component="ul" sx={{ m: 0, paddingInlineStart: 5 }}>
              {problem.fields.map((use) => (
                <li key={`${use.field}:${use.message}`}>{use.message || use.field}</li>
              ))}
            </Box>
          </Box>
        ))}
      </Box>
    </>
  );
}
