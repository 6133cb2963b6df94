import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import type { FactorAdded, TotpSetup as Setup } from "@aqtra/api";
import { useConfirmTotpMutation } from "@aqtra/api/client";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { CodeField } from "../code-field";
import { ProblemNote } from "../problem-note";

interface TotpSetupProps {
  setup: Setup;
  onAdded: (added: FactorAdded) => void;
  onClose: () => void;
}

/** Scan, then type the first code: an app that was scanned wrongly must lock nobody out. */
export function TotpSetup({ setup, onAdded, onClose }: TotpSetupProps) {
  const { t } = useTranslation("account");
  const titleId = useId();
  const [code, setCode] = useState("");
  const [confirm, { isLoading, error }] = useConfirmTotpMutation();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await confirm({ confirmTotp: { code } });
    if (data) onAdded(data);
    else setCode("");
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <Box component="form" onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>{t("totp.title")}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 4 }}>
          <DialogContentText variant="body2">{t("totp.scan")}</DialogContentText>
          <Box
            component="img"
            alt={t("totp.picture")}
            src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.picture)}`}
            sx={{ width: 200, maxWidth: "100%", justifySelf: "center", borderRadius: 1, border: 1, borderColor: "divider" }}
          />
          <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
            {t("totp.type")} <code>{setup.secret}</code>
          </Typography>
          <ProblemNote error={error} />
          <CodeField label={t("totp.firstCode")} value={code} onChange={setCode} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="contained" loading={isLoading} disabled={code.trim() === ""}>
            {t("totp.turnOn")}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
