import { Box, Link } from "@mui/material";
import type { TFunction } from "i18next";
import { Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import { useRebuildDatabaseReferencesMutation } from "../api";
import type { BrokenReference, RebuiltReferences } from "../api";
import { MaintenanceCard } from "./maintenance-card";
import type { Outcome } from "./maintenance-card";
import { useMaintenanceJob } from "./use-maintenance-job";

/** Checks and rebuilds the links between and inside components and flows. */
export function ReferencesCard() {
  const { t } = useTranslation("maintenance");
  const [rebuild] = useRebuildDatabaseReferencesMutation();
  const { running, ended, error: failure, watch, forget } = useMaintenanceJob("references");
  return (
    <MaintenanceCard
      name="references"
      icon={Link2}
      run={async () => {
        const { data, error } = await rebuild(undefined);
        if (data) watch(data.id);
        return { error };
      }}
      running={running}
      ended={failure ? { error: failure } : ended?.references ? outcome(ended.references, t) : undefined}
      onForget={forget}
    />
  );
}

function outcome({ checked, repaired, broken }: RebuiltReferences, t: TFunction<"maintenance">): Outcome {
  return {
    tone: broken.length > 0 ? "warning" : "success",
    result: (
      <>
        {t("system.references.result", { checked, repaired })}
        {broken.length > 0 && <Broken broken={broken} />}
      </>
    ),
  };
}

function Broken({ broken }: { broken: readonly BrokenReference[] }) {
  const { t } = useTranslation("maintenance");
  return (
    <>
      <p>{t("system.references.broken", { count: broken.length })}</p>
      <Box component="ul" sx={{ m: 0, paddingInlineStart: 5, maxHeight: 200, overflowY: "auto" }}>
        {broken.map((place) => (
          <li key={`${place.component.key}:${place.property}`}>
            {t("marked.reference", { title: place.component.title, property: place.property, count: place.count })}{" "}
            {place.entries.map((id) => (
              <Link key={id} component={RouterLink} to={`/maintenance/entries?component=${place.component.key}&entry=${id}`} sx={{ marginInlineEnd: 1 }}>
                #{id}
              </Link>
            ))}
          </li>
        ))}
      </Box>
    </>
  );
}
