import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { ActionIcon } from "@aqtra/ui";
import { Pause, Play, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { fileSize } from "../shared/file-size";
import type { Sending } from "./use-upload";

interface SendingRowProps {
  sending: Sending;
  label: string;
  locale: string;
  onPause: () => void;
  onResume: () => void;
  onCancel: () => void;
}

/** A file on its way: how far it is, and what can be done about it. */
export function SendingRow({ sending, label, locale, onPause, onResume, onCancel }: SendingRowProps) {
  const { t } = useTranslation("components");
  const { file, sent, state, reason } = sending;
  const stopped = state === "stopped";
  const percent = file.size === 0 ? 100 : Math.floor((sent / file.size) * 100);
  const amount = t("fileSent", { sent: fileSize(sent, locale), total: fileSize(file.size, locale) });
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 2, px: 3, py: 2, minWidth: 0 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" noWrap title={file.name}>
          {file.name}
        </Typography>
        <LinearProgress
          variant="determinate"
          value={percent}
          color={stopped ? "inherit" : "primary"}
          aria-label={t("fileSending", { name: file.name })}
          aria-valuetext={`${percent}% · ${amount}`}
          sx={{ my: 1, height: 4, borderRadius: 2 }}
        />
        <Typography variant="caption" color={reason ? "error" : "textSecondary"} role="status" sx={{ display: "block", overflowWrap: "anywhere" }}>
          {stopped ? (reason ?? t("fileStopped", { amount })) : amount}
        </Typography>
      </Box>
      {stopped ? (
        <ActionIcon size="small" icon={Play} iconSize={16} name={t("fileResume", { label })} onClick={onResume} />
      ) : (
        <ActionIcon size="small" icon={Pause} iconSize={16} name={t("filePause", { label })} onClick={onPause} />
      )}
      <ActionIcon size="small" icon={X} iconSize={16} name={t("fileCancel", { label })} onClick={onCancel} />
    </Box>
  );
}
