import { SkeletonForm } from "@aqtra/ui";
import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { ProblemState } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import { useGetModuleQuery } from "./api";
import type { Module } from "./api";
import { Editor } from "./editor";

/** One module: what it is called, where it may be imported, and its source. */
export function ModuleScreen() {
  const { t } = useTranslation("modules");
  const { key = "new" } = useParams();
  const isNew = key === "new";
  const { currentData: data, error, refetch } = useGetModuleQuery({ key }, { skip: isNew, refetchOnMountOrArgChange: true });
  const stored = data as Module | undefined;
  return (
    <Box sx={{ height: { md: "100%" }, display: "flex", flexDirection: "column", minHeight: 0 }}>
      <Breadcrumbs items={[{ label: t("title"), to: "/modules" }, { label: stored?.title ?? t("new") }]} />
      {isNew ? (
        <Editor key="new" first={null} />
      ) : stored ? (
        <Editor key={stored.key} first={stored} />
      ) : (
        <Box sx={{ p: 8 }}>{error ? <ProblemState error={error} onRetry={() => void refetch()} /> : <SkeletonForm fields={4} />}</Box>
      )}
    </Box>
  );
}
