import { ActionIcon, useToast } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";

/** The beginning of a key, which is enough to tell it apart; the whole is a click away. */
export function CopyKey({ value }: { value: string }) {
  const { t } = useTranslation("component-list");
  const toast = useToast();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    toast.show(t("keyCopied"));
  };
  return (
    <Box component="span" sx={{ display: "inline-flex", alignItems: "center", gap: 1 }}>
      <Typography variant="mono" color="textSecondary" title={value}>
        {value.slice(0, 8)}
      </Typography>
      <ActionIcon
        icon={Copy}
        size="small"
        iconSize={14}
        name={t("copyKey")}
        onClick={(event) => {
          event.stopPropagation();
          void copy();
        }}
      />
    </Box>
  );
}
