import { Box, Button, Skeleton, Typography } from "@mui/material";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetDomainsQuery } from "../../shared/api";
import { Page } from "../../shared/page";
import { ProblemState } from "../../shared/problems";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { AddDomain } from "./add-domain";
import { DomainCard } from "./domain-card";
import { StatisticsRow } from "./statistics-row";

export function Home() {
  const { t } = useTranslation("home");
  const [adding, setAdding] = useState(false);
  return (
    <Page>
      <Breadcrumbs items={[{ label: t("title") }]} />
      <PageActions>
        <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {t("addApplication")}
        </Button>
      </PageActions>
      <StatisticsRow />
      <Domains />
      {adding && <AddDomain onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Domains() {
  const { t } = useTranslation("home");
  const { data: domains, error, refetch } = useGetDomainsQuery(undefined);
  return (
    <Box component="section" aria-labelledby="domains-heading">
      <Typography id="domains-heading" variant="h3" component="h2" sx={{ mb: 3 }}>
        {t("domains")}
      </Typography>
      {error && !domains ? (
        <ProblemState error={error} onRetry={() => void refetch()} compact />
      ) : (
        <Box
          component="ul"
          aria-busy={!domains}
          sx={{ m: 0, p: 0, listStyle: "none", display: "grid", gap: 4, gridTemplateColumns: "repeat(auto-fill, minmax(min(340px, 100%), 1fr))" }}
        >
          {domains?.map((domain) => <DomainCard key={domain.key} domain={domain} />) ?? (
            <Skeleton component="li" variant="rounded" height={212} />
          )}
        </Box>
      )}
    </Box>
  );
}
