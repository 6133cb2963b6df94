/** What a script says of an element: it works, or something went wrong. */
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import { useTranslation } from "react-i18next";

import type { ElementMark } from "../form/slice";

interface ElementMarksProps extends ElementMark {
  /** The reader has seen what went wrong, and wants to see what is below. */
  onClose: () => void;
}

export function ElementMarks({ busy = false, error = null, onClose }: ElementMarksProps) {
  const { t } = useTranslation("runtime");
  return (
    <>
      {busy && (
        <Box role="status" sx={{ position: "absolute", inset: 0, zIndex: 2, cursor: "progress", bgcolor: "background.paper", opacity: 0.6 }}>
          <LinearProgress aria-label={t("busy")} />
        </Box>
      )}
      {error !== null && (
        <Alert severity="error" onClose={onClose} closeText={t("close")} sx={{ position: "absolute", insetInline: 8, top: 8, zIndex: 3 }}>
          {error || t("elementFailed")}
        </Alert>
      )}
    </>
  );
}
