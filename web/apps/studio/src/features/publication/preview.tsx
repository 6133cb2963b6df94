import { Notice, SkeletonRows } from "@aqtra/ui";
import { Button, Divider, Paper, Typography } from "@mui/material";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import { ProblemState } from "../../shared/problems";
import { Audience } from "./audience";
import { Losses } from "./losses";
import { ModelChangesList } from "./model-changes";
import { Refusals } from "./refusals";
import type { usePreview } from "./use-preview";

interface PreviewProps {
  asked: ReturnType<typeof usePreview>;
  /** Modules that are selected. */
  modules: readonly string[];
  /** Takes components and modules into the selection. */
  onAdd: (keys: readonly string[]) => void;
}

/** What publishing the selection would change, what belongs to it, and what would hold it up. */
export function Preview({ asked, modules, onAdd }: PreviewProps) {
  const { t } = useTranslation("publication");
  const { preview, error, checking, refetch } = asked;
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} compact />;
  if (!preview) {
    return (
      <Paper variant="outlined" sx={{ p: 4 }} aria-busy aria-label={t("changes.loading")}>
        <SkeletonRows />
      </Paper>
    );
  }
  const changed = preview.modules.filter(({ module }) => !modules.includes(module));
  return (
    <>
      <Refusals refusals={preview.refusals} checking={checking} onCheck={() => void refetch()} />
      {preview.losses.length > 0 && (
        <Notice tone="warning" title={t("destructive.title")}>
          {t("destructive.asked")}
          <Losses losses={preview.losses} />
        </Notice>
      )}
      <Audience changes={preview.audience} />
      {preview.dependants.length > 0 && (
        <Notice
          tone="info"
          title={t("dependants.title")}
          action={
            <Button size="small" onClick={() => onAdd(preview.dependants.map((found) => found.component))}>
              {t("dependants.action")}
            </Button>
          }
        >
          {t("dependants.text", { titles: preview.dependants.map((found) => found.title).join(", ") })}
        </Notice>
      )}
      {changed.length > 0 && (
        <Notice
          tone="info"
          title={t("changedModules.title")}
          action={
            <Button size="small" onClick={() => onAdd(changed.map(({ module }) => module))}>
              {t("dependants.action")}
            </Button>
          }
        >
          {t("changedModules.text", { titles: changed.map(({ title }) => title).join(", ") })}
        </Notice>
      )}
      <Paper variant="outlined" component="section" aria-labelledby="preview-heading">
        <Typography id="preview-heading" variant="h4" component="h2" sx={{ px: 4, pt: 3, pb: 1 }}>
          {t("changes.title")}
        </Typography>
        {preview.changes.map((changes, place) => (
          <Fragment key={changes.component}>
            {place > 0 && <Divider />}
            <ModelChangesList changes={changes} />
          </Fragment>
        ))}
      </Paper>
    </>
  );
}
