import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useGetComponentsQuery } from "../../../shared/api";
import type { RefusedEntry } from "../api";
import { ReferencedBy } from "./marked-columns";

/** Why some entries stayed as they were. */
export function Refusals({ refused }: { refused: readonly RefusedEntry[] }) {
  const { t } = useTranslation("maintenance");
  const { data: components } = useGetComponentsQuery(undefined);
  const title = (key: string): string => components?.find((component) => component.key === key)?.title ?? t("jobs.unknownComponent");
  return (
    <Box component="ul" sx={{ m: 0, paddingInlineStart: 5, maxHeight: 240, overflowY: "auto" }}>
      {refused.map((entry) => (
        <li key={`${entry.component}:${entry.id}`}>
          {title(entry.component)} #{entry.id}: {t(`marked.reasons.${entry.reason}`, { defaultValue: entry.reason })}
          {entry.referenced_by && entry.referenced_by.length > 0 && <ReferencedBy references={entry.referenced_by} />}
        </li>
      ))}
    </Box>
  );
}
