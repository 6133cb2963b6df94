import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ActionIcon } from "./action-icon";

/** The id under which the failure stands in the system log, ready to be passed on. */
export function TraceId({ value }: { value: string }) {
  const { t } = useTranslation("ui");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <Box sx={{ display: "inline-flex", alignItems: "center", gap: 1, maxWidth: "100%", color: "text.secondary" }}>
      <Typography variant="caption">{t("traceId")}</Typography>
      <Typography variant="mono" component="code" sx={{ overflowWrap: "anywhere" }}>
        {value}
      </Typography>
      <ActionIcon size="small" icon={copied ? Check : Copy} iconSize={14} name={copied ? t("copied") : t("copy")} onClick={copy} />
    </Box>
  );
}
