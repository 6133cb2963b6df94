import { ActionIcon } from "@aqtra/ui";
import { Box, Dialog, DialogContent, DialogTitle, Typography } from "@mui/material";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Kbd } from "../shell/top-bar";

/** Keys of each place; the names are under `app:shortcuts`. */
const SHORTCUTS: Record<string, [keys: string[], name: string][]> = {
  everywhere: [
    [["Ctrl", "K"], "palette"],
    [["?"], "sheet"],
    [["G", "H"], "home"],
    [["G", "C"], "components"],
    [["G", "Y"], "modules"],
    [["G", "P"], "publication"],
    [["G", "M"], "maintenance"],
    [["G", "F"], "files"],
    [["G", "S"], "serviceAccounts"],
    [["G", "I"], "identityProviders"],
    [["G", "N"], "integrations"],
    [["G", "T"], "templates"],
    [["G", "V"], "provisioning"],
    [["G", "A"], "audit"],
    [["G", "E"], "permissions"],
    [["G", "R"], "roles"],
    [["G", "U"], "users"],
    [["Esc"], "close"],
  ],
  lists: [
    [["↑", "↓"], "move"],
    [["Enter"], "open"],
    [["Del"], "delete"],
  ],
  editor: [
    [["Ctrl", "S"], "save"],
    [["Ctrl", "Z"], "undo"],
    [["Ctrl", "Shift", "Z"], "redo"],
    [["Ctrl", "C"], "copy"],
    [["Ctrl", "V"], "paste"],
    [["Ctrl", "D"], "duplicate"],
  ],
  flow: [
    [["Space"], "grab"],
    [["Enter"], "settings"],
    [["Alt", "↑ ↓"], "reorder"],
    [["Alt", "← →"], "toStage"],
    [["Del"], "deleteStep"],
  ],
};

export function ShortcutsSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("app");
  return (
    <Dialog open={open} onClose={onClose} maxWidth="md" fullWidth aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title" sx={{ display: "flex", justifyContent: "space-between", alignItems: "center" }}>
        {t("shortcuts.title")}
        <ActionIcon icon={X} name={t("close", { ns: "shared" })} onClick={onClose} />
      </DialogTitle>
      <DialogContent sx={{ display: "grid", gridTemplateColumns: { sm: "1fr 1fr" }, gap: 6, pb: 6 }}>
        {Object.entries(SHORTCUTS).map(([place, keys]) => (
          <Box key={place} component="section" aria-label={t(`shortcuts.places.${place}`)}>
            <Typography variant="h5" component="h3" color="textSecondary" sx={{ mb: 1 }}>
              {t(`shortcuts.places.${place}`)}
            </Typography>
            {keys.map(([combination, name]) => (
              <Box key={name} sx={{ display: "flex", justifyContent: "space-between", py: 1, borderBottom: 1, borderColor: "divider" }}>
                <Typography variant="body2">{t(`shortcuts.${name}`)}</Typography>
                <span>
                  {combination.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </span>
              </Box>
            ))}
          </Box>
        ))}
      </DialogContent>
    </Dialog>
  );
}
