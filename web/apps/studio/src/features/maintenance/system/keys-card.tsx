import { Box, Button, Checkbox, FormControlLabel, Skeleton, Typography } from "@mui/material";
import type { TFunction } from "i18next";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { dateTime } from "../../../shared/format";
import { ProblemNotice } from "../../../shared/problems";
import { useCancelKeyRotationMutation, useStartKeyRotationMutation } from "../api";
import type { KeyRotation, KeyVersion } from "../api";
import { MaintenanceCard } from "./maintenance-card";
import type { Outcome } from "./maintenance-card";
import { useKeys } from "./use-keys";

/** Versions of the encryption key, what needs them, and their rotation. */
export function KeysCard() {
  const { t } = useTranslation("maintenance");
  const { keys, error, rotation, running, ended, problem, watch, forget } = useKeys();
  const [rotate] = useStartKeyRotationMutation();
  const [deep, setDeep] = useState(false);
  return (
    <MaintenanceCard
      name="keys"
      icon={KeyRound}
      disabled={keys === undefined}
      run={async () => {
        const { data, error: refusal } = await rotate({ newRotation: { deep } });
        if (data) watch(data.id);
        return { error: refusal };
      }}
      running={running}
      ended={problem ? { error: problem } : ended && outcome(ended, t)}
      onForget={forget}
    >
      {error ? <ProblemNotice error={error} /> : keys ? <Versions versions={keys.versions} /> : <Skeleton height={48} />}
      {running && rotation ? (
        <Progress rotation={rotation} />
      ) : (
        <FormControlLabel control={<Checkbox size="small" checked={deep} onChange={(_, checked) => setDeep(checked)} />} label={t("system.keys.deep")} />
      )}
    </MaintenanceCard>
  );
}

function outcome({ state, version, damaged }: KeyRotation, t: TFunction<"maintenance">): Outcome {
  if (state === "cancelled") return { tone: "info", result: t("system.keys.cancelled") };
  if (damaged > 0) return { tone: "warning", result: t("system.keys.damaged", { count: damaged }) };
  return { result: t("system.keys.result", { version }) };
}

function Versions({ versions }: { versions: readonly KeyVersion[] }) {
  const { t } = useTranslation("maintenance");
  return (
    <Box component="ul" aria-label={t("system.keys.versions")} sx={{ m: 0, p: 0, listStyle: "none", display: "grid", gap: 2, maxHeight: 200, overflowY: "auto" }}>
      {versions.map((key) => (
        <Box component="li" key={key.version}>
          <Typography variant="body2">
            {t("system.keys.version", { version: key.version })} <code>{key.fingerprint.slice(0, 16)}</code> · {state(key, t)}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            {t("system.keys.uses", { count: key.uses.reduce((sum, use) => sum + use.count, 0) })}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

function state(key: KeyVersion, t: TFunction<"maintenance">): string {
  if (key.retired_at) return t("system.keys.retired", { time: dateTime(key.retired_at) });
  if (!key.present) return t("system.keys.missing");
  return t(key.newest ? "system.keys.newest" : "system.keys.older");
}

function Progress({ rotation }: { rotation: KeyRotation }) {
  const { t } = useTranslation("maintenance");
  const [cancel, { error, isLoading }] = useCancelKeyRotationMutation();
  const stopping = rotation.state === "cancelling";
  return (
    <Box role="status" sx={{ display: "flex", alignItems: "center", gap: 3, flexWrap: "wrap" }}>
      <Typography variant="body2" sx={{ flexGrow: 1 }}>
        {t(stopping ? "system.keys.stopping" : "system.keys.progress", { done: rotation.done, total: rotation.total ?? "…" })}
      </Typography>
      <Button size="small" variant="text" disabled={stopping} loading={isLoading} onClick={() => void cancel({ rotationId: rotation.id })}>
        {t("system.keys.cancel")}
      </Button>
      {error !== undefined && <ProblemNotice error={error} />}
    </Box>
  );
}
