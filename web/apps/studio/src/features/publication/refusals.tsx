import { Notice } from "@aqtra/ui";
import { Box, Link, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import type { Offending } from "./api";

/** Entries that stand against what is to be published, each rule with the first of them. */
export function Refusals({ refusals }: { refusals: readonly Offending[] }) {
  const { t } = useTranslation("publication");
  if (refusals.length === 0) return null;
  return (
    <Notice tone="error" title={t("refusals.title")}>
      {t("refusals.text")}
      <Box component="ul" sx={{ m: 0, mt: 2, p: 0, listStyle: "none", display: "grid", gap: 2 }}>
        {refusals.map((refusal) => (
          <Box component="li" key={`${refusal.component}/${refusal.property}/${refusal.rule}`}>
            <Typography variant="body2" sx={{ fontWeight: 600 }}>
              {refusal.title} · {refusal.property}
            </Typography>
            <Typography variant="body2">
              {refusal.count === null
                ? t("refusals.uncounted", { rule: t(`rules.${refusal.rule}`, { defaultValue: refusal.rule }) })
                : t("refusals.counted", { count: refusal.count, rule: t(`rules.${refusal.rule}`, { defaultValue: refusal.rule }) })}
              {refusal.entries.length > 0 && (
                <>
                  {" "}
                  <Link component={RouterLink} to={`/maintenance/entries?component=${refusal.component}&filter=${encodeURIComponent(`id in (${refusal.entries.join(",")})`)}`}>
                    {t("refusals.show", { ids: refusal.entries.join(", ") })}
                  </Link>
                </>
              )}
            </Typography>
          </Box>
        ))}
      </Box>
    </Notice>
  );
}
