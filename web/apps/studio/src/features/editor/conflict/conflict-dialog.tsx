/** Somebody else saved first: who, what differs, and the choice. Nobody's work is lost either way. */

import type { ComponentDocument } from "@aqtra/model";
import { differences } from "@aqtra/model";
import { Box, Button, Chip, Dialog, DialogActions, DialogContent, DialogTitle, Skeleton, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useDocument } from "../state";

interface ConflictDialogProps {
  /** Who saved. */
  user: string;
  /** Undefined while it is being fetched. */
  theirs: ComponentDocument | undefined;
  onTheirs: () => void;
  onKeep: () => void;
}

const MOST = 12;

export function ConflictDialog({ user, theirs, onTheirs, onKeep }: ConflictDialogProps) {
  const { t } = useTranslation("editor");
  const mine = useDocument();
  const found = theirs ? differences(mine, theirs) : [];
  return (
    <Dialog open onClose={onKeep} maxWidth="sm" fullWidth aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">{t("conflict.title", { user })}</DialogTitle>
      <DialogContent>
        <Typography variant="body1">{t("conflict.text")}</Typography>
        <Typography variant="overline" component="h3" sx={{ mt: 4, mb: 1 }}>{t("conflict.differs")}</Typography>
        {!theirs && <Skeleton height={72} />}
        <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, border: 1, borderColor: "divider", borderRadius: 1, "& li + li": { borderTop: 1, borderColor: "divider" } }}>
          {found.slice(0, MOST).map((difference) => (
            <Box component="li" key={`${difference.object}:${difference.id}`} sx={{ display: "flex", alignItems: "center", gap: 3, px: 3, minHeight: 34, typography: "body2" }}>
              <Box component="span" sx={{ color: "text.secondary", width: 88, flex: "none" }}>{t(`conflict.objects.${difference.object}`)}</Box>
              <Box component="span" sx={{ flex: "1 1 0", minWidth: 0, overflowWrap: "anywhere" }}>{difference.name}</Box>
              <Chip label={t(`conflict.${difference.kind}`)} />
            </Box>
          ))}
          {found.length > MOST && <Box component="li" sx={{ px: 3, py: 1, typography: "body2" }}>{t("conflict.more", { count: found.length - MOST })}</Box>}
          {theirs && found.length === 0 && <Box component="li" sx={{ px: 3, py: 1, typography: "body2" }}>{t("conflict.same")}</Box>}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onKeep}>{t("conflict.keep")}</Button>
        <Button variant="contained" disabled={!theirs} onClick={onTheirs}>{t("conflict.theirs")}</Button>
      </DialogActions>
    </Dialog>
  );
}
