import type { LibraryFile, ListLibraryFilesApiArg } from "@aqtra/api";
import { EmptyState } from "@aqtra/ui";
import { Button } from "@mui/material";
import { Download, FolderInput, FolderOpen, Pencil, Trash2, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import type { RowAction, Sorting } from "../../../shared/table";
import { contentUrl, useListLibraryFilesQuery } from "../api";
import { useFileColumns } from "./file-columns";

interface FileListProps {
  /** Null: the root. */
  folder: string | null;
  folderName: string;
  onUpload: () => void;
  onRename: (file: LibraryFile) => void;
  onMove: (files: readonly LibraryFile[]) => void;
  onDelete: (files: readonly LibraryFile[]) => void;
}

const PAGE_SIZE = 25;
const BY_NAME: Sorting = { id: "name", desc: false };
const NONE: LibraryFile[] = [];

/** The ids of columns that can be sorted by are names the server knows. */
type Order = NonNullable<ListLibraryFilesApiArg["$orderby"]>;

/** Files of one folder, page by page. */
export function FileList({ folder, folderName, onUpload, onRename, onMove, onDelete }: FileListProps) {
  const { t } = useTranslation("files");
  const [page, setPage] = useState(0);
  const [sorting, setSorting] = useState<Sorting | null>(BY_NAME);
  const order = sorting ?? BY_NAME;
  const { currentData, data, error, refetch } = useListLibraryFilesQuery(
    { folder: folder ?? "root", $top: PAGE_SIZE, $skip: page * PAGE_SIZE, $orderby: `${order.id}${order.desc ? " desc" : ""}` as Order },
    // What uses a file changes on other screens.
    { refetchOnMountOrArgChange: true },
  );
  const columns = useFileColumns();
  const count = (currentData ?? data)?.count ?? 0;
  // What was on the last page may have been deleted or moved.
  const lastPage = Math.max(0, Math.ceil(count / PAGE_SIZE) - 1);
  if (currentData && page > lastPage) setPage(lastPage);

  const actions: RowAction<LibraryFile>[] = [
    { icon: Download, label: () => t("file.download"), onRun: download },
    { icon: Pencil, label: () => t("file.rename"), onRun: onRename },
    { icon: FolderInput, label: () => t("file.move"), onRun: (file) => onMove([file]) },
  ];
  if (error && !currentData) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <DataTable
      label={t("filesOf", { name: folderName })}
      title={folderName}
      columns={columns}
      rows={currentData?.value ?? NONE}
      rowId={(file) => file.id}
      actions={actions}
      onDelete={(file) => onDelete([file])}
      loading={!currentData}
      remote={{
        count,
        pageSize: PAGE_SIZE,
        page,
        onPage: setPage,
        sorting,
        onSort: (next) => {
          setSorting(next);
          setPage(0);
        },
      }}
      bulk={(selected) => (
        <>
          <Button size="small" startIcon={<FolderInput size={16} aria-hidden />} onClick={() => onMove(selected)}>
            {t("bulk.move", { count: selected.length })}
          </Button>
          <Button size="small" color="error" startIcon={<Trash2 size={16} aria-hidden />} onClick={() => onDelete(selected)}>
            {t("bulk.delete", { count: selected.length })}
          </Button>
        </>
      )}
      empty={
        <EmptyState
          icon={FolderOpen}
          title={t(folder === null ? "empty.rootTitle" : "empty.title", { name: folderName })}
          text={t(folder === null ? "empty.rootText" : "empty.text")}
          action={
            <Button variant="contained" startIcon={<Upload size={16} aria-hidden />} onClick={onUpload}>
              {t("upload.action")}
            </Button>
          }
        />
      }
    />
  );
}

/** The address answers with an attachment, so the browser saves it and stays on the page. */
function download(file: LibraryFile): void {
  const link = document.createElement("a");
  link.href = contentUrl(file);
  link.download = file.name;
  link.click();
}
