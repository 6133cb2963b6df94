import { EmptyState, Notice } from "@aqtra/ui";
import { Box, LinearProgress, Paper, Typography } from "@mui/material";
import { CircleCheck, CircleX, LoaderCircle, Rocket, RotateCcw, Undo2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Publication, PublicationState } from "../../shared/api";
import { dateTime, duration } from "../../shared/format";
import { useNow } from "../../shared/use-now";
import { isActive, stagesDone } from "./progress";
import { StageRow } from "./stage-row";

const LOOK: Record<PublicationState, { icon: LucideIcon; colour: string }> = {
  running: { icon: LoaderCircle, colour: "primary.main" },
  rolling_back: { icon: Undo2, colour: "warning.main" },
  completed: { icon: CircleCheck, colour: "success.main" },
  rolled_back: { icon: Undo2, colour: "error.main" },
  failed: { icon: CircleX, colour: "error.main" },
  reset: { icon: RotateCcw, colour: "warning.main" },
};

/** The running or last publication: how it went, in numbers and stage by stage. */
export function ResultCard({ publication }: { publication: Publication | null }) {
  const { t } = useTranslation("publication");
  if (!publication) {
    return (
      <Paper variant="outlined">
        <EmptyState compact icon={Rocket} title={t("never.title")} text={t("never.text")} />
      </Paper>
    );
  }
  const active = isActive(publication.state);
  const told = publication.stages.some((stage) => stage.error !== null);
  return (
    <Paper variant="outlined" sx={{ overflow: "hidden" }} aria-busy={active}>
      <Headline publication={publication} />
      {active && (
        <LinearProgress
          variant="determinate"
          value={(100 * stagesDone(publication)) / Math.max(1, publication.stages.length)}
          color={publication.state === "rolling_back" ? "warning" : "primary"}
          aria-label={t("progress")}
          sx={{ height: 3 }}
        />
      )}
      <Counters publication={publication} />
      {publication.error && !told && (
        <Box sx={{ px: 5, pb: 3 }}>
          <Notice tone="error" title={t("why")}>
            {publication.error}
          </Notice>
        </Box>
      )}
      <Box component="ol" aria-label={t("stages")} sx={{ m: 0, p: 0, listStyle: "none", borderTop: 1, borderColor: "divider" }}>
        {publication.stages.map((stage) => (
          <StageRow key={stage.number} stage={stage} />
        ))}
      </Box>
    </Paper>
  );
}

function Headline({ publication }: { publication: Publication }) {
  const { t } = useTranslation("publication");
  const { icon: Icon, colour } = LOOK[publication.state];
  const count = publication.components.length;
  const titles = publication.components.map((component) => component.title).join(", ");
  return (
    <Box sx={{ display: "flex", gap: 3, px: 5, pt: 5, pb: 3 }}>
      <Box aria-hidden sx={{ color: colour, display: "flex", pt: 0.5, ...(publication.state === "running" && SPIN) }}>
        <Icon size={24} strokeWidth={1.75} />
      </Box>
      <Box sx={{ minWidth: 0 }} role="status">
        <Typography variant="h2">{t(`states.${publication.state}`, { count })}</Typography>
        <Typography variant="body2" color="textSecondary">
          {dateTime(publication.finished_at ?? publication.started_at)} · {publication.started_by ?? t("platform")}
        </Typography>
        <Typography variant="body2" color="textSecondary" noWrap title={titles}>
          {titles}
        </Typography>
      </Box>
    </Box>
  );
}

const SPIN = { "& svg": { animation: "publication-spin 1.2s linear infinite" }, "@keyframes publication-spin": { to: { transform: "rotate(360deg)" } } };

function Counters({ publication }: { publication: Publication }) {
  const { t } = useTranslation("publication");
  const now = useNow(isActive(publication.state));
  const counters = {
    components: String(publication.components.length),
    stages: t("counters.of", { done: stagesDone(publication), all: publication.stages.length }),
    version: String(publication.version),
    duration: duration(publication.started_at, publication.finished_at ?? now),
  };
  return (
    <Box component="dl" sx={{ m: 0, px: 5, py: 4, display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(96px, 1fr))", gap: 4 }}>
      {Object.entries(counters).map(([name, value]) => (
        <div key={name}>
          <Typography component="dt" variant="caption" color="textSecondary">
            {t(`counters.${name}`)}
          </Typography>
          <Typography component="dd" variant="h3" sx={{ m: 0, fontVariantNumeric: "tabular-nums" }}>
            {value}
          </Typography>
        </div>
      ))}
    </Box>
  );
}
