import { SkeletonRows } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { ProblemState } from "../../../shared/problems";
import { JobCard } from "../jobs/job-card";
import { isActive } from "../jobs/states";
import { useJob } from "../jobs/use-jobs";

/** The import as it goes on, and what came of it. It does not need this page to be open. */
export function ResultStep({ job: id, back, onAgain }: { job: string; back: string; onAgain: () => void }) {
  const { t } = useTranslation("maintenance");
  const { job, error, refetch } = useJob(id);
  if (error && !job) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!job) return <SkeletonRows rows={3} />;
  const active = isActive(job.state);
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      <JobCard job={job} />
      {active && (
        <Typography variant="body2" color="textSecondary">
          {t("import.goesOn")}
        </Typography>
      )}
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2 }}>
        <Button variant={active ? "outlined" : "contained"} component={Link} to={back}>
          {t("import.showEntries")}
        </Button>
        {!active && <Button onClick={onAgain}>{t("import.again")}</Button>}
      </Box>
    </Box>
  );
}
