import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, List, ListItem } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { FieldProblem } from "../../shared/api";

export interface Refusal {
  title: string;
  uses: FieldProblem[];
}

/** Why a component cannot be deleted: everything that refers to it. */
export function RefusedDialog({ refusal, onClose }: { refusal: Refusal | null; onClose: () => void }) {
  const { t } = useTranslation("component-list");
  return (
    <Dialog open={refusal !== null} onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="refused-title">
      <DialogTitle id="refused-title">{t("inUse.title", { title: refusal?.title ?? "" })}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body1">{t("inUse.text")}</DialogContentText>
        <List dense sx={{ mt: 2, pl: 5, listStyle: "disc" }}>
          {refusal?.uses.map((use) => (
            <ListItem key={`${use.field}:${use.message}`} disableGutters sx={{ display: "list-item", py: 0.5 }}>
              {use.message || use.field}
            </ListItem>
          ))}
        </List>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t("inUse.close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
