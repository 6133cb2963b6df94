import { Box, Button, Typography } from "@mui/material";
import { Eraser } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";

import { ProblemNotice } from "../../../shared/problems";
import { retiredChanged, useListRetiredDataQuery, useRemoveRetiredDataMutation } from "../api";
import type { RetiredProperty } from "../api";
import { MaintenanceCard } from "./maintenance-card";
import { useMaintenanceJob } from "./use-maintenance-job";

/** Removes columns that no version uses any more, to which one may still go back. */
export function RetiredCard() {
  const { t } = useTranslation("maintenance");
  const { data, error, isLoading } = useListRetiredDataQuery(undefined);
  const [remove] = useRemoveRetiredDataMutation();
  const { running, ended, error: failure, watch, forget } = useMaintenanceJob("retired");
  const dispatch = useDispatch();
  const over = ended?.id;
  useEffect(() => {
    if (over !== undefined) dispatch(retiredChanged());
  }, [dispatch, over]);
  const properties = data?.value ?? [];
  return (
    <MaintenanceCard
      name="retired"
      icon={Eraser}
      destructive
      disabled={properties.length === 0}
      warning={<RetiredList properties={properties} />}
      run={async () => {
        const { data: job, error: refusal } = await remove(undefined);
        if (job) watch(job.id);
        return { error: refusal };
      }}
      running={running}
      ended={failure ? { error: failure } : ended?.retired ? { result: t("system.retired.result", { count: ended.retired.value.length }) } : undefined}
      onForget={forget}
    >
      {error ? (
        <ProblemNotice error={error} />
      ) : (
        <Typography variant="body2" role="status">
          {isLoading ? t("loading") : t(properties.length === 0 ? "system.retired.none" : "system.retired.some", { count: properties.length })}
        </Typography>
      )}
      {properties.length > 0 && <Foldable properties={properties} />}
    </MaintenanceCard>
  );
}

function Foldable({ properties }: { properties: readonly RetiredProperty[] }) {
  const { t } = useTranslation("maintenance");
  const [open, setOpen] = useState(false);
  return (
    <Box>
      <Button size="small" variant="text" aria-expanded={open} onClick={() => setOpen(!open)} sx={{ mx: -2 }}>
        {t(open ? "system.retired.hide" : "system.retired.show")}
      </Button>
      {open && <RetiredList properties={properties} />}
    </Box>
  );
}

function RetiredList({ properties }: { properties: readonly RetiredProperty[] }) {
  const { t } = useTranslation("maintenance");
  return (
    <Box component="ul" sx={{ my: 2, mx: 0, paddingInlineStart: 5, maxHeight: 200, overflowY: "auto" }}>
      {properties.map((property) => (
        <li key={property.place}>
          {property.component.title} · {property.property} ({t(property.superseded ? "system.retired.superseded" : "system.retired.dropped")})
        </li>
      ))}
    </Box>
  );
}
