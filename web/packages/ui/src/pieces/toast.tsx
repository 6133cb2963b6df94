import type { AlertColor } from "@mui/material/Alert";
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from "react";

const ToastView = lazy(() => import("./toast-view").then((module) => ({ default: module.ToastView })));

interface Toast {
  id: number;
  text: ReactNode;
  tone: AlertColor;
  action: ReactNode;
}

interface Toasts {
  /** Tells what was done, or failed elsewhere. What went wrong on the screen in front belongs in a Notice there. */
  show: (text: ReactNode, options?: { tone?: AlertColor; action?: ReactNode }) => void;
}

const ToastContext = createContext<Toasts | null>(null);

/** One toast at a time: the newest takes the place of the one before, which is old news by then. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast | null>(null);
  const show = useCallback<Toasts["show"]>((text, options) => {
    setToast((before) => ({ id: (before?.id ?? 0) + 1, text, tone: options?.tone ?? "success", action: options?.action }));
  }, []);
  const value = useMemo(() => ({ show }), [show]);
  return (
    <ToastContext.Provider value={value}>
      {children}
      {toast && (
        <Suspense fallback={null}>
          <ToastView key={toast.id} tone={toast.tone} action={toast.action} onClose={() => setToast(null)}>
            {toast.text}
          </ToastView>
        </Suspense>
      )}
    </ToastContext.Provider>
  );
}

export function useToast(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error("useToast needs a ToastProvider above it");
  return toasts;
}
