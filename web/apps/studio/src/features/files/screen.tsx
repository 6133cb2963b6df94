import type { Folder } from "@aqtra/api";
import { ActionIcon, EmptyState, Notice, SkeletonRows } from "@aqtra/ui";
import { Box, Button, Drawer, Paper, Typography } from "@mui/material";
import { FolderPlus, FolderSearch, FolderTree as TreeIcon, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { useNavigate, useParams } from "react-router";

import { Page } from "../../shared/page";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { useListFoldersQuery } from "./api";
import { FileList } from "./list/file-list";
import { MoveDialog } from "./move-dialog";
import { NameDialog } from "./name-dialog";
import { FolderTree } from "./tree/folder-tree";
import { pathTo } from "./tree/rows";
import { DropZone } from "./uploads/drop-zone";
import type { Dropped } from "./uploads/drop-zone";
import { addUploads } from "./uploads/queue";
import type { UploadDispatch } from "./uploads/upload-panel";
import { useFiles } from "./use-files";
import { NOTHING_ASKED, useFolders } from "./use-folders";

const NONE: readonly Folder[] = [];

/** The file library: folders at the left, the files of one of them at the right. */
export function FilesScreen() {
  const { t } = useTranslation("files");
  const navigate = useNavigate();
  const { folder: wanted } = useParams();
  const { data, error, refetch } = useListFoldersQuery();
  const folders = data ?? NONE;
  const path = pathTo(folders, wanted ?? null);
  const folder = path.at(-1) ?? null;
  const lost = wanted !== undefined && data !== undefined && folder === null;
  const name = folder?.name ?? t("root");

  const [asking, setAsking] = useState(NOTHING_ASKED);
  const [drawer, setDrawer] = useState(false);
  const open = (id: string | null): void => {
    setDrawer(false);
    void navigate(id === null ? "/files" : `/files/${id}`);
  };
  const folderActions = useFolders({ ask: setAsking, open });
  const fileActions = useFiles({ folder: folder?.id ?? null, ask: setAsking });
  const uploading = useUploading(folder?.id ?? null, name);
  const failure = folderActions.error ?? fileActions.error;

  const tree = (
    <Tree
      folders={data}
      selected={folder?.id ?? null}
      onSelect={open}
      onCreate={() => folderActions.onCreate(folder)}
      actions={{ onRename: folderActions.onRename, onMove: folderActions.onMove, onDelete: folderActions.onDelete }}
    />
  );
  return (
    <Page width={1440}>
      <Breadcrumbs items={[{ label: t("title"), to: "/files" }, ...path.map(({ id, name: label }) => ({ label, to: `/files/${id}` }))].map(withoutLastLink)} />
      <PageActions>
        <Box sx={{ display: { md: "none" } }}>
          <ActionIcon icon={TreeIcon} name={t("folders")} aria-haspopup="dialog" onClick={() => setDrawer(true)} />
        </Box>
        <Button variant="contained" startIcon={<Upload size={16} aria-hidden />} disabled={lost} onClick={uploading.choose}>
          {t("upload.action")}
        </Button>
      </PageActions>
      {uploading.input}
      {failure !== undefined && (
        <ProblemNotice
          error={failure}
          onClose={() => {
            folderActions.forget();
            fileActions.forget();
          }}
        />
      )}
      {uploading.folders > 0 && (
        <Notice tone="warning" title={t("upload.folders", { count: uploading.folders })} onClose={uploading.forgetFolders}>
          {t("upload.foldersText")}
        </Notice>
      )}
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <Box sx={{ display: "grid", gap: 6, alignItems: "start", gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "256px minmax(0, 1fr)" } }}>
          <Box sx={{ display: { xs: "none", md: "block" }, position: "sticky", top: 24 }}>{tree}</Box>
          {lost ? (
            <EmptyState icon={FolderSearch} title={t("lost.title")} text={t("lost.text")} action={<Button onClick={() => open(null)}>{t("lost.action")}</Button>} />
          ) : (
            <DropZone target={name} onDrop={uploading.drop}>
              <FileList
                // Page and selection belong to one folder.
                key={wanted ?? ""}
                folder={wanted ?? null}
                folderName={name}
                onUpload={uploading.choose}
                onRename={fileActions.onRename}
                onMove={fileActions.onMove}
                onDelete={fileActions.onDelete}
              />
            </DropZone>
          )}
        </Box>
      )}
      <Drawer open={drawer} onClose={() => setDrawer(false)} slotProps={{ paper: { "aria-label": t("folders"), sx: { width: 300, p: 3 } } }}>
        {tree}
      </Drawer>
      <NameDialog request={asking.name} onClose={() => setAsking(NOTHING_ASKED)} />
      <MoveDialog request={asking.move} folders={folders} onClose={() => setAsking(NOTHING_ASKED)} />
    </Page>
  );
}

function withoutLastLink<Item extends { label: string }>(item: Item, at: number, all: Item[]): { label: string } {
  return at === all.length - 1 ? { label: item.label } : item;
}

/** Files from a dialog or dropped, on their way to the folder that is open. */
function useUploading(folder: string | null, name: string) {
  const dispatch = useDispatch<UploadDispatch>();
  const field = useRef<HTMLInputElement>(null);
  const [folders, setFolders] = useState(0);
  const start = (files: readonly File[]): void => {
    if (files.length > 0) dispatch(addUploads(files, { folder, name }));
  };
  return {
    choose: () => field.current?.click(),
    drop: (dropped: Dropped) => {
      setFolders(dropped.folders);
      start(dropped.files);
    },
    folders,
    forgetFolders: () => setFolders(0),
    input: (
      <input
        ref={field}
        type="file"
        multiple
        hidden
        data-testid="upload"
        onChange={(event) => {
          start([...(event.target.files ?? [])]);
          // The same file may be chosen once more.
          event.target.value = "";
        }}
      />
    ),
  };
}

interface TreeProps {
  folders: readonly Folder[] | undefined;
  selected: string | null;
  onSelect: (id: string | null) => void;
  onCreate: () => void;
  actions: Parameters<typeof FolderTree>[0]["actions"];
}

function Tree({ folders, selected, onSelect, onCreate, actions }: TreeProps) {
  const { t } = useTranslation("files");
  return (
    <Paper variant="outlined" component="section" aria-label={t("folders")} sx={{ p: 2 }}>
      <Box sx={{ display: "flex", alignItems: "center", paddingInlineStart: 2, mb: 1 }}>
        <Typography variant="h5" component="h2" color="textSecondary" sx={{ flexGrow: 1 }}>
          {t("folders")}
        </Typography>
        <ActionIcon size="small" icon={FolderPlus} name={t("folder.create")} onClick={onCreate} />
      </Box>
      {folders ? <FolderTree folders={folders} selected={selected} onSelect={onSelect} label={t("folders")} actions={actions} /> : <SkeletonRows rows={4} height={34} />}
      {folders?.length === 0 && (
        <Typography variant="caption" component="p" color="textSecondary" sx={{ px: 2, py: 2 }}>
          {t("folder.none")}
        </Typography>
      )}
    </Paper>
  );
}
