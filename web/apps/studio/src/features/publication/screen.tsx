import { Notice, SkeletonRows } from "@aqtra/ui";
import { Box, Button, Paper, Typography } from "@mui/material";
import { Rocket } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetCandidatesQuery } from "../../shared/api";
import type { Candidates as Offered } from "../../shared/api";
import { Page } from "../../shared/page";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { Candidates } from "./candidates";
import { Preview } from "./preview";
import { currentStage } from "./progress";
import { ResultCard } from "./result-card";
import { usePreview } from "./use-preview";
import { usePublication } from "./use-publication";
import { usePublish } from "./use-publish";
import { Versions } from "./versions";

const NONE: string[] = [];

export function PublicationScreen() {
  const { t } = useTranslation("publication");
  const { data: candidates, error, refetch } = useGetCandidatesQuery(undefined);
  const publication = usePublication();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  // What was ticked may have been published or changed by somebody else meanwhile.
  const selected = useMemo(() => tickedOf(candidates?.components, ticked), [candidates, ticked]);
  const modules = useMemo(() => tickedOf(candidates?.modules, ticked), [candidates, ticked]);
  const count = selected.length + modules.length;
  const asked = usePreview(publication.active ? NONE : selected);
  const reason = useId();
  const { publish, publishing, error: refusal, forget } = usePublish(() => setTicked(new Set()));

  return (
    <Page width={1200}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      <PageActions>
        {asked.refused && (
          // On a phone the notice below says it: the bar has no room.
          <Typography id={reason} variant="body2" sx={{ color: "error.main", display: { xs: "none", sm: "block" } }} noWrap>
            {t("refusals.title")}
          </Typography>
        )}
        <Button
          variant="contained"
          startIcon={<Rocket size={16} aria-hidden />}
          disabled={count === 0 || publication.active || asked.refused}
          aria-describedby={asked.refused ? reason : undefined}
          loading={publishing}
          onClick={() => void publish(selected, modules)}
        >
          {t("publish", { count })}
        </Button>
      </PageActions>
      {refusal && <ProblemNotice error={refusal} onClose={forget} />}
      {publication.active && publication.data && (
        <Notice tone="info" title={t("busy.title", { user: publication.data.started_by ?? t("platform") })}>
          {t("busy.text", { stage: currentStage(publication.data)?.number ?? 1, count: publication.data.stages.length })}
        </Notice>
      )}
      <Box sx={{ display: "grid", gap: 6, alignItems: "start", gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 5fr) minmax(0, 7fr)" } }}>
        <Box component="section" aria-label={t("select")} sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
          {error && !candidates ? (
            <ProblemState error={error} onRetry={() => void refetch()} compact />
          ) : candidates ? (
            <Candidates
              offered={candidates as Offered}
              selected={new Set([...selected, ...modules])}
              onChange={setTicked}
              disabled={publication.active}
            />
          ) : (
            <Paper variant="outlined" sx={{ p: 4 }}>
              <SkeletonRows />
            </Paper>
          )}
          {selected.length > 0 && !publication.active && (
            <Preview asked={asked} modules={modules} onAdd={(more) => setTicked(new Set([...selected, ...modules, ...more]))} />
          )}
        </Box>
        <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 6 }}>
          <Box component="section" aria-label={t("result")}>
            <Result publication={publication} />
          </Box>
          <Versions busy={publication.active} />
        </Box>
      </Box>
    </Page>
  );
}

function tickedOf(offered: readonly { key: string }[] | undefined, ticked: ReadonlySet<string>): string[] {
  return offered?.filter(({ key }) => ticked.has(key)).map(({ key }) => key) ?? NONE;
}

function Result({ publication }: { publication: ReturnType<typeof usePublication> }) {
  const { data, error, refetch } = publication;
  if (error && data === undefined) return <ProblemState error={error} onRetry={() => void refetch()} compact />;
  if (data === undefined) {
    return (
      <Paper variant="outlined" sx={{ p: 4 }}>
        <SkeletonRows rows={9} />
      </Paper>
    );
  }
  return <ResultCard publication={data} />;
}
