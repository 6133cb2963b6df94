import type { Severity } from "@aqtra/model";
import { Box, Typography } from "@mui/material";
import type { TFunction } from "i18next";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import { gravest } from "./requirements";
import type { Remark } from "./requirements";
import type { StepType } from "./types";

export const REMARK_LOOK: Record<Severity, { icon: LucideIcon; colour: string }> = {
  error: { icon: CircleAlert, colour: "error.main" },
  warning: { icon: TriangleAlert, colour: "warning.main" },
  information: { icon: Info, colour: "info.main" },
};

export function remarkText(remark: Remark, type: StepType | undefined, t: TFunction<"flows">): string {
  if (!remark.key) return remark.text ?? "";
  const title = type?.parameters.find((parameter) => parameter.name === remark.parameter)?.title ?? remark.parameter;
  return t(`remarks.${remark.key}`, { name: remark.member ?? title, row: remark.row });
}

/** The gravest remark on a card, and how many more there are. */
export function RemarkLine({ remarks, type }: { remarks: readonly Remark[]; type: StepType | undefined }) {
  const { t } = useTranslation("flows");
  const first = gravest(remarks);
  if (!first) return null;
  const { icon: Icon, colour } = REMARK_LOOK[first.severity];
  const text = remarkText(first, type, t);
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1.5, px: 3, py: 1.5, borderTop: 1, borderColor: "divider", color: colour }}>
      <Icon size={14} aria-hidden style={{ flexShrink: 0 }} />
      <Typography variant="caption" noWrap title={text}>
        {text}
      </Typography>
      {remarks.length > 1 && (
        <Typography variant="caption" color="textSecondary" sx={{ ml: "auto", flexShrink: 0 }}>
          {t("remarks.more", { count: remarks.length - 1 })}
        </Typography>
      )}
    </Box>
  );
}
