import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import { Copy } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

/** Recovery codes, this once. Only the button closes it: a click beside it would lose them. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation("account");
  const titleId = useId();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    setCopied(true);
  };
  return (
    <Dialog open maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t("recovery.title")}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4 }}>
        <DialogContentText variant="body2">{t("recovery.text")}</DialogContentText>
        <Box
          component="ul"
          aria-label={t("recovery.title")}
          sx={{ m: 0, p: 4, listStyle: "none", display: "grid", gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" }, gap: 2, bgcolor: "tone.sunken", borderRadius: 1, fontFamily: "ui-monospace, monospace", fontSize: "0.8125rem" }}
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button startIcon={<Copy size={16} aria-hidden />} onClick={() => void copy()}>
          {t(copied ? "recovery.copied" : "recovery.copy")}
        </Button>
        <Button variant="contained" onClick={onClose}>
          {t("recovery.kept")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
