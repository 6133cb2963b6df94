import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from "react";

const ToastView = lazy(() => import("./toast-view").then((module) => ({ default: module.ToastView })));

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
      {current && (
        <Suspense fallback={null}>
          <ToastView key={current.id} tone={current.tone} action={current.action} onClose={drop}>
            {current.text}
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
