import { ActionIcon, EmptyState, SkeletonRows } from "@aqtra/ui";
import { Box, Drawer, Typography } from "@mui/material";
import { ListChecks, X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { ProblemState } from "../../../shared/problems";
import { JobCard } from "./job-card";
import { useJobs } from "./use-jobs";

/** Imports and exports of the last days, beside whatever screen they were started from. */
export function JobsPanel({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("maintenance");
  const heading = useId();
  return (
    <Drawer anchor="right" open={open} onClose={onClose} slotProps={{ paper: { role: "dialog", "aria-labelledby": heading, sx: { width: 460, maxWidth: "100%" } } }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2, paddingInlineStart: 5, paddingInlineEnd: 3, py: 3, borderBottom: 1, borderColor: "divider" }}>
        <Typography id={heading} variant="h3" component="h2" sx={{ flexGrow: 1 }}>
          {t("jobs.title")}
        </Typography>
        <ActionIcon icon={X} name={t("close", { ns: "shared" })} onClick={onClose} />
      </Box>
      <Box sx={{ p: 4, display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gridAutoRows: "max-content", gap: 3, overflowY: "auto" }}>{open && <Jobs />}</Box>
    </Drawer>
  );
}

function Jobs() {
  const { t } = useTranslation("maintenance");
  const { jobs, error, refetch } = useJobs();
  if (error && !jobs) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  if (!jobs) return <SkeletonRows />;
  if (jobs.length === 0) return <EmptyState compact icon={ListChecks} title={t("jobs.none")} text={t("jobs.noneText")} />;
  return jobs.map((job) => <JobCard key={job.id} job={job} />);
}
