import { Notice, useToast } from "@aqtra/ui";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from "@mui/material";
import { Copy } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

export interface Issued {
  userName: string;
  password: string;
}

/** A one-time password, shown this once. Only the button closes it: a stray click must not lose it. */
export function PasswordDialog({ issued, onClose }: { issued: Issued | null; onClose: () => void }) {
  const { t } = useTranslation("access");
  const toast = useToast();
  const title = useId();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(issued?.password ?? "");
    toast.show(t("users.password.copied"));
  };
  return (
    <Dialog open={issued !== null} maxWidth="xs" fullWidth aria-labelledby={title}>
      <DialogTitle id={title}>{t("users.password.title", { name: issued?.userName ?? "" })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4 }}>
        <Typography variant="body1">{t("users.password.text")}</Typography>
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 3, alignItems: "center", px: 4, py: 3, borderRadius: 1, bgcolor: "tone.sunken", border: 1, borderColor: "divider" }}>
          <Typography variant="mono" aria-label={t("users.password.label")} role="status" sx={{ flex: "1 1 auto", fontSize: "1rem", overflowWrap: "anywhere", userSelect: "all" }}>
            {issued?.password}
          </Typography>
          <Button size="small" startIcon={<Copy size={14} aria-hidden />} onClick={() => void copy()}>
            {t("users.password.copy")}
          </Button>
        </Box>
        <Notice tone="warning">{t("users.password.once")}</Notice>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t("users.password.done")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
