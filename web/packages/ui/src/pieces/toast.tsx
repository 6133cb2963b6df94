import Snackbar from "@mui/material/Snackbar";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

import { Notice } from "./notice";

/** Long enough to read a sentence, short enough not to be in the way. */
const VISIBLE_MS = 5000;

interface Toast {
  id: number;
  text: string;
  tone: "success" | "info";
  action?: ReactNode;
}

interface Toasts {
  /** Confirms what was done. Errors that need an answer belong in a Notice. */
  show: (text: string, options?: { tone?: Toast["tone"]; action?: ReactNode }) => void;
}

const ToastContext = createContext<Toasts | null>(null);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [queue, setQueue] = useState<readonly Toast[]>([]);
  const show = useCallback<Toasts["show"]>((text, options) => {
    setQueue((waiting) => [
      ...waiting,
      { id: (waiting.at(-1)?.id ?? 0) + 1, text, tone: options?.tone ?? "success", action: options?.action },
    ]);
  }, []);
  const drop = () => {
    setQueue((waiting) => waiting.slice(1));
  };
  const value = useMemo(() => ({ show }), [show]);
  const current = queue[0];
  return (
    <ToastContext.Provider value={value}>
      {children}
      <Snackbar
        key={current?.id}
        open={current !== undefined}
        autoHideDuration={VISIBLE_MS}
        onClose={(_, reason) => {
          if (reason !== "clickaway") drop();
        }}
        anchorOrigin={{ vertical: "bottom", horizontal: "center" }}
      >
        <div>
          {current && (
            <Notice tone={current.tone} onClose={drop} action={current.action}>
              {current.text}
            </Notice>
          )}
        </div>
      </Snackbar>
    </ToastContext.Provider>
  );
}

export function useToast(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error("useToast needs a ToastProvider above it");
  return toasts;
}
