import { Notice } from "@aqtra/ui";
import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { PublicationPreview } from "../../shared/api";

/** Who will see entries differently because access is restricted anew; nothing when nobody does. */
export function Audience({ changes }: { changes: PublicationPreview["audience"] }) {
  const { t } = useTranslation("publication");
  if (changes.length === 0) return null;
  return (
    <Notice tone={changes.some(({ losing }) => losing > 0) ? "warning" : "info"} title={t("audience.title")}>
      {t("audience.text")}
      <Box component="ul" sx={{ m: 0, mt: 2, paddingInlineStart: 5, display: "grid", gap: 1 }}>
        {changes.map(({ component, title, losing, gaining }) => (
          <Box component="li" key={component} sx={{ overflowWrap: "anywhere" }}>
            <bdi>{title}</bdi>: {[losing > 0 && t("audience.losing", { count: losing }), gaining > 0 && t("audience.gaining", { count: gaining })].filter(Boolean).join("; ")}
          </Box>
        ))}
      </Box>
    </Notice>
  );
}
