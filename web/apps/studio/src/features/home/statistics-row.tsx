import { Box, Paper, Skeleton, Typography } from "@mui/material";
import { Blocks, GitBranch, Users, Workflow } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useGetStatisticsQuery } from "../../shared/api";
import type { Statistics } from "../../shared/api";
import { ProblemNotice } from "../../shared/problems";

const COUNTS: [keyof Statistics, LucideIcon][] = [
  ["applications", Blocks],
  ["users", Users],
  ["dataflows", Workflow],
  ["workflows", GitBranch],
];

export function StatisticsRow() {
  const { t } = useTranslation("home");
  const { data, error } = useGetStatisticsQuery(undefined);
  if (error && !data) return <ProblemNotice error={error} />;
  return (
    <Paper
      variant="outlined"
      component="dl"
      aria-label={t("statistics")}
      aria-busy={!data}
      sx={{ m: 0, display: "grid", gridTemplateColumns: { xs: "1fr 1fr", md: "repeat(4, 1fr)" }, gap: "1px", bgcolor: "divider", overflow: "hidden" }}
    >
      {COUNTS.map(([name, Icon]) => (
        <Box key={name} sx={{ bgcolor: "background.paper", px: 5, py: 4 }}>
          <Typography component="dt" variant="body2" color="textSecondary" sx={{ display: "flex", alignItems: "center", gap: 2 }}>
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            {t(`counts.${name}`)}
          </Typography>
          <Typography component="dd" variant="h1" sx={{ m: 0, mt: 1, fontVariantNumeric: "tabular-nums" }}>
            {data ? data[name].toLocaleString() : <Skeleton width={48} />}
          </Typography>
        </Box>
      ))}
    </Paper>
  );
}
