import Alert, { type AlertColor } from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ActionIcon } from "./action-icon";
import { TraceId } from "./trace-id";

interface NoticeProps {
  tone?: AlertColor;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  traceId?: string | undefined;
  onClose?: () => void;
}

const icons = {
  error: <CircleAlert size={18} aria-hidden />,
  warning: <TriangleAlert size={18} aria-hidden />,
  info: <Info size={18} aria-hidden />,
  success: <CircleCheck size={18} aria-hidden />,
};

/** A message that stays until it is dealt with; use a toast for what needs no answer. */
export function Notice({ tone = "info", title, children, action, traceId, onClose }: NoticeProps) {
  const { t } = useTranslation("ui");
  return (
    <Alert
      severity={tone}
      icon={icons[tone]}
      action={
        onClose ? (
          <>
            {action}
            <ActionIcon size="small" icon={X} name={t("dismiss")} onClick={onClose} />
          </>
        ) : (
          action
        )
      }
      role={tone === "error" ? "alert" : "status"}
    >
      {title && <AlertTitle sx={{ fontWeight: 600, mb: children ? 1 : 0, fontSize: "inherit" }}>{title}</AlertTitle>}
      {children}
      {traceId && <TraceId value={traceId} />}
    </Alert>
  );
}
