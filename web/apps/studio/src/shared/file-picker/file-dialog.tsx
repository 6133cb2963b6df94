import type { LibraryFile } from "@aqtra/api";
import { EmptyState, SkeletonRows } from "@aqtra/ui";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, LinearProgress, List, ListItemButton, ListItemText, MenuItem, TextField, Typography } from "@mui/material";
import { FileText, Upload } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useListFoldersQuery, useListLibraryFilesQuery } from "../api";
import { bytes } from "../bytes";
import { ProblemNotice, ProblemState } from "../problems";
import { SmallPicture } from "./file-field";
import { fits } from "./fitting";
import { folderChoices } from "./folder-choices";
import { useDiskFile } from "./use-disk-file";

interface FileDialogProps {
  title: string;
  accept: readonly string[];
  /** The folder that is shown first; null is the root. */
  start: string | null;
  chosen: string | null;
  onChoose: (id: string) => void;
  onClose: () => void;
}

const PAGE = 50;
const ROOT = "root";

/** Picks from the file storage, or takes a file from disk into the folder that is shown. */
export function FileDialog({ title, accept, start, chosen, onChoose, onClose }: FileDialogProps) {
  const { t } = useTranslation("file-picker");
  const heading = useId();
  const input = useRef<HTMLInputElement>(null);
  const [folder, setFolder] = useState(start);
  const [top, setTop] = useState(PAGE);
  const folders = useListFoldersQuery();
  const { currentData, error, refetch } = useListLibraryFilesQuery({ folder: folder ?? ROOT, $top: top });
  const disk = useDiskFile(folder, onChoose);
  const choices = folderChoices(folders.data ?? [], t("root"));
  const fitting = currentData?.value.filter((file) => fits(file.content_type, accept));
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={heading}>
      <DialogTitle id={heading}>{title}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 3, alignContent: "start", minHeight: 320 }}>
        <TextField
          select
          size="small"
          label={t("folder")}
          value={folder ?? ROOT}
          onChange={(event) => {
            setFolder(event.target.value === ROOT ? null : event.target.value);
            setTop(PAGE);
          }}
          helperText={accept.length > 0 ? t("takes", { types: accept.join(", ") }) : undefined}
          sx={{ mt: 1 }}
        >
          {choices.map(({ id, path }) => (
            <MenuItem key={id ?? ROOT} value={id ?? ROOT}>
              {path}
            </MenuItem>
          ))}
        </TextField>
        {disk.problem !== undefined && <ProblemNotice error={disk.problem} onClose={disk.forget} />}
        {disk.sending && (
          <Box role="status">
            <Typography variant="body2" noWrap>
              {t("sending", { name: disk.sending.name })}
            </Typography>
            <LinearProgress variant="determinate" value={disk.sending.percent} aria-label={t("sending", { name: disk.sending.name })} />
          </Box>
        )}
        {error ? (
          <ProblemState error={error} onRetry={() => void refetch()} />
        ) : !fitting ? (
          <SkeletonRows rows={5} height={48} />
        ) : fitting.length === 0 ? (
          <EmptyState icon={FileText} title={t("empty")} text={t("emptyHint")} />
        ) : (
          <List dense disablePadding aria-label={t("files", { folder: choices.find(({ id }) => id === folder)?.path ?? t("root") })}>
            {fitting.map((file) => (
              <FileRow key={file.id} file={file} selected={file.id === chosen} onChoose={() => onChoose(file.id)} />
            ))}
          </List>
        )}
        {currentData && currentData.count > top && top < MOST && <Button onClick={() => setTop(Math.min(top + PAGE, MOST))}>{t("more")}</Button>}
      </DialogContent>
      <DialogActions>
        <Button startIcon={<Upload size={16} aria-hidden />} disabled={disk.sending !== undefined} onClick={() => input.current?.click()} sx={{ mr: "auto" }}>
          {t("disk")}
        </Button>
        <Button onClick={onClose}>{t("close")}</Button>
      </DialogActions>
      <input
        ref={input}
        type="file"
        hidden
        data-testid="from-disk"
        aria-label={t("disk")}
        accept={accept.join(",") || undefined}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) disk.send(file);
        }}
      />
    </Dialog>
  );
}

/** The server lists no more at once. */
const MOST = 200;

function FileRow({ file, selected, onChoose }: { file: LibraryFile; selected: boolean; onChoose: () => void }) {
  return (
    <ListItemButton selected={selected} onClick={onChoose} sx={{ borderRadius: 1, gap: 3 }}>
      <SmallPicture id={file.id} type={file.content_type} side={36} />
      <ListItemText primary={file.name} secondary={bytes(file.size)} slotProps={{ primary: { noWrap: true, title: file.name } }} />
    </ListItemButton>
  );
}
