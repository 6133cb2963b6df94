import type { Folder } from "@aqtra/api";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { FolderTree } from "./tree/folder-tree";
import { withinFolder } from "./tree/rows";

export interface MoveRequest {
  title: string;
  /** Where it is now; null is the root. */
  from: string | null;
  /** A folder that is moved cannot go into itself. */
  folder?: string;
  /** Resolves to what went wrong, or to nothing. */
  onSubmit: (to: string | null) => Promise<unknown>;
}

interface MoveDialogProps {
  request: MoveRequest | null;
  folders: readonly Folder[];
  onClose: () => void;
}

/** Chooses the folder that something is moved to. */
export function MoveDialog({ request, folders, onClose }: MoveDialogProps) {
  return (
    <Dialog open={request !== null} onClose={onClose} maxWidth="xs" fullWidth slotProps={{ paper: { "aria-label": request?.title } }}>
      {request && <MoveForm request={request} folders={folders} onClose={onClose} />}
    </Dialog>
  );
}

function MoveForm({ request, folders, onClose }: MoveDialogProps & { request: MoveRequest }) {
  const { t } = useTranslation("files");
  const [to, setTo] = useState(request.from);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const within = request.folder === undefined ? undefined : withinFolder(folders, request.folder);

  const submit = async (): Promise<void> => {
    setBusy(true);
    const failure = await request.onSubmit(to);
    setBusy(false);
    if (failure) setError(failure);
    else onClose();
  };
  return (
    <>
      <DialogTitle>{request.title}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 3 }}>
        {error !== undefined && <ProblemNotice error={error} />}
        <Box sx={{ border: 1, borderColor: "divider", borderRadius: 1, p: 1, minHeight: 200, maxHeight: "50vh", overflow: "auto" }}>
          <FolderTree folders={folders} selected={to} onSelect={setTo} label={t("move.to")} isDisabled={(id) => id !== null && (within?.has(id) ?? false)} />
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
        <Button variant="contained" loading={busy} disabled={to === request.from} onClick={() => void submit()}>
          {t("move.action")}
        </Button>
      </DialogActions>
    </>
  );
}
