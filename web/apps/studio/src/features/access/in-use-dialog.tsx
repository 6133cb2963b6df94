import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, List, ListItem } from "@mui/material";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { toProblem } from "../../shared/to-problem";

export interface Uses {
  name: string;
  usedBy: string[];
  /** How many there are; `usedBy` may name only the first. */
  count: number;
}

/** What a refusal with the code `in_use` says; undefined for any other error. */
export function usesOf(name: string, error: unknown): Uses | undefined {
  const { code, params } = toProblem(error);
  if (code !== "in_use") return undefined;
  const listed = Array.isArray(params["used_by"]) ? params["used_by"].map(String) : [];
  return { name, usedBy: listed, count: typeof params["count"] === "number" ? params["count"] : listed.length };
}

interface InUseDialogProps {
  uses: Uses | null;
  /** Says what the names are and what to do about them. */
  text: string;
  onClose: () => void;
}

/** Why something cannot be deleted: everything that uses it. */
export function InUseDialog({ uses, text, onClose }: InUseDialogProps) {
  const { t } = useTranslation("access");
  const title = useId();
  const more = uses ? uses.count - uses.usedBy.length : 0;
  return (
    <Dialog open={uses !== null} onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={title}>
      <DialogTitle id={title}>{t("inUse.title", { name: uses?.name ?? "" })}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body1">{text}</DialogContentText>
        <List dense sx={{ mt: 2, pl: 5, listStyle: "disc" }}>
          {uses?.usedBy.map((name) => (
            <ListItem key={name} disableGutters sx={{ display: "list-item", py: 0.5, overflowWrap: "anywhere" }}>
              {name}
            </ListItem>
          ))}
        </List>
        {more > 0 && <DialogContentText variant="body2">{t("inUse.more", { count: more })}</DialogContentText>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("close", { ns: "shared" })}</Button>
      </DialogActions>
    </Dialog>
  );
}
