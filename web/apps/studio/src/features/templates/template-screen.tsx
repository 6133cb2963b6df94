import { SkeletonForm } from "@aqtra/ui";
import { Box } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { ProblemState } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import { contentOf, useGetTemplateQuery } from "./api";
import type { Template } from "./api";
import { Editor } from "./editor";
import { newContent } from "./new-parts";

/** One template: its model, its bands, and how it will look. */
export function TemplateScreen() {
  const { t } = useTranslation("templates");
  const { id = "new" } = useParams();
  const isNew = id === "new";
  const { currentData: data, error, refetch } = useGetTemplateQuery({ templateId: id }, { skip: isNew, refetchOnMountOrArgChange: true });
  const stored = data as Template | undefined;
  const blank = useMemo(() => newContent(t("new"), { text: t("kinds.rich_text"), page: t("kinds.page_info") }), [t]);
  return (
    <Box sx={{ height: { md: "100%" }, display: "flex", flexDirection: "column", minHeight: 0 }}>
      <Breadcrumbs items={[{ label: t("title"), to: "/templates" }, { label: stored?.name ?? t("new") }]} />
      {isNew ? (
        <Editor key="new" begun={blank} stored={null} />
      ) : stored ? (
        <Editor key={stored.id} begun={contentOf(stored)} stored={stored} />
      ) : (
        <Box sx={{ p: 8 }}>{error ? <ProblemState error={error} onRetry={() => void refetch()} /> : <SkeletonForm fields={6} />}</Box>
      )}
    </Box>
  );
}
