import { Notice } from "@aqtra/ui";
import { Box, Button, Link, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import type { OffendingEntries } from "../../shared/api";
import { PropertyName } from "./property-name";
import { isRefused } from "./refused";

interface RefusalsProps {
  refusals: readonly OffendingEntries[];
  checking?: boolean;
  /** Asks again: entries are changed elsewhere. */
  onCheck?: () => void;
}

/** What stands against a publication, rule by rule, with the first of the entries. */
export function Refusals({ refusals, checking = false, onCheck }: RefusalsProps) {
  const { t } = useTranslation("publication");
  if (refusals.length === 0) return null;
  const refused = isRefused(refusals);
  return (
    <Notice tone={refused ? "error" : "warning"} title={t(refused ? "refusals.title" : "refusals.uncheckedTitle")}>
      {refused && t("refusals.text")}
      <Box component="ul" sx={{ m: 0, mt: 3, p: 0, listStyle: "none", display: "grid", gap: 3 }}>
        {refusals.map((refusal) => (
          <Box component="li" key={`${refusal.component}/${refusal.property}/${refusal.rule}`}>
            <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
              {refusal.title} · <PropertyName title={refusal.property_title} name={refusal.property} />
            </Typography>
            <Typography variant="body2">
              <Why refusal={refusal} />
              {refusal.entries.length > 0 && (
                <>
                  {" "}
                  <Link component={RouterLink} to={`/maintenance/entries?component=${refusal.component}&filter=${encodeURIComponent(`id in (${refusal.entries.join(",")})`)}`}>
                    {t(refusal.entries.length === refusal.count ? "refusals.show" : "refusals.showFirst", { count: refusal.entries.length })}
                  </Link>
                </>
              )}
            </Typography>
          </Box>
        ))}
      </Box>
      {onCheck && (
        <Button size="small" variant="outlined" color="inherit" loading={checking} onClick={onCheck} sx={{ mt: 3 }}>
          {t("refusals.check")}
        </Button>
      )}
    </Notice>
  );
}

function Why({ refusal: { rule, count } }: { refusal: OffendingEntries }) {
  const { t } = useTranslation("publication");
  if (rule === "unknown_component") return t("refusals.unknownComponent");
  const name = t(`rules.${rule}`, { defaultValue: rule });
  return count === null ? t("refusals.uncounted", { rule: name }) : t("refusals.counted", { count, rule: name });
}
