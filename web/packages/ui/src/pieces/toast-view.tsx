import type { AlertColor } from "@mui/material/Alert";
import Snackbar from "@mui/material/Snackbar";
import type { ReactNode } from "react";

import { BOTTOM_INSET } from "./bottom-inset";
import { Notice } from "./notice";

/** Long enough to read a sentence, short enough not to be in the way. */
const VISIBLE_MS = 5000;

interface ToastViewProps {
  tone: AlertColor;
  action?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}

export function ToastView({ tone, action, children, onClose }: ToastViewProps) {
  return (
    <Snackbar
      open
      // What failed stays until somebody has seen it.
      autoHideDuration={tone === "error" ? null : VISIBLE_MS}
      onClose={(_, reason) => {
        if (reason !== "clickaway") onClose();
      }}
      anchorOrigin={{ vertical: "bottom", horizontal: "center" }}
      sx={{
        bottom: { xs: `calc(${BOTTOM_INSET} + 8px)`, sm: `calc(${BOTTOM_INSET} + 24px)`, lg: 24 },
        // On wide screens there is room beside a panel in the corner, which leaves this much on both sides.
        maxWidth: { lg: "calc(100vw - 816px)" },
      }}
    >
      <div>
        <Notice tone={tone} onClose={onClose} action={action}>
          {children}
        </Notice>
      </div>
    </Snackbar>
  );
}
