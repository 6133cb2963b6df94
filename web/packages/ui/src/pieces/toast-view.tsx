import Snackbar from "@mui/material/Snackbar";
import type { ReactNode } from "react";

import { Notice } from "./notice";

/** Long enough to read a sentence, short enough not to be in the way. */
const VISIBLE_MS = 5000;

interface ToastViewProps {
  tone: "success" | "info";
  action?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}

export function ToastView({ tone, action, children, onClose }: ToastViewProps) {
  return (
    <Snackbar
      open
      autoHideDuration={VISIBLE_MS}
      onClose={(_, reason) => {
        if (reason !== "clickaway") onClose();
      }}
      anchorOrigin={{ vertical: "bottom", horizontal: "center" }}
    >
      <div>
        <Notice tone={tone} onClose={onClose} action={action}>
          {children}
        </Notice>
      </div>
    </Snackbar>
  );
}
