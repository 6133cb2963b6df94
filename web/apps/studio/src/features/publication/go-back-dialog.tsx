import { Notice, SkeletonRows } from "@aqtra/ui";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { api } from "../../shared/api";
import type { ReturnPreview } from "../../shared/api";
import { ProblemNotice } from "../../shared/problems";
import { Audience } from "./audience";
import { Losses } from "./losses";
import { ModelChangesList } from "./model-changes";
import { Refusals } from "./refusals";
import { isRefused } from "./refused";

/** Says what going back would change before it happens. */
export function GoBackDialog({ version, onClose }: { version: number; onClose: () => void }) {
  const { t } = useTranslation("publication");
  const { currentData, error, isFetching, refetch } = api.usePreviewReturnQuery({ version }, { refetchOnMountOrArgChange: true });
  const preview = currentData as ReturnPreview | undefined;
  const [goBack, { isLoading, error: refusal }] = api.useGoBackMutation();
  const problem = refusal ?? error;
  const start = async (): Promise<void> => {
    const result = await goBack({ returnTo: { version } });
    if (!result.error) onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="go-back-title">
      <DialogTitle id="go-back-title">{t("goBack.title", { version })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4 }}>
        <Typography variant="body1">{t("goBack.text")}</Typography>
        {problem && <ProblemNotice error={problem} />}
        {preview ? <Differences preview={preview} checking={isFetching} onCheck={() => void refetch()} /> : !error && <SkeletonRows />}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t("goBack.cancel")}
        </Button>
        <Button variant="contained" loading={isLoading} disabled={!preview || preview.changes.length === 0 || isRefused(preview.refusals)} onClick={() => void start()}>
          {t("goBack.action", { version })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Differences({ preview, checking, onCheck }: { preview: ReturnPreview; checking: boolean; onCheck: () => void }) {
  const { t } = useTranslation("publication");
  if (preview.changes.length === 0) return <Typography color="textSecondary">{t("goBack.same")}</Typography>;
  const models = new Map(preview.models.map((model) => [model.component, model]));
  return (
    <>
      <Refusals refusals={preview.refusals} checking={checking} onCheck={onCheck} />
      {preview.losses.length > 0 && (
        <Notice tone="warning" title={t("goBack.losses")}>
          {t("goBack.lossesText")}
          <Losses losses={preview.losses} />
        </Notice>
      )}
      <Audience changes={preview.audience} />
      <Box component="ul" aria-label={t("goBack.changes")} sx={{ m: 0, p: 0, listStyle: "none", border: 1, borderColor: "divider", borderRadius: 1 }}>
        {preview.changes.map(({ key, title, change }, place) => {
          const model = models.get(key);
          return (
            <Box component="li" key={key} sx={place > 0 ? { borderTop: 1, borderColor: "divider" } : undefined}>
              {change === "changed" && model ? (
                <ModelChangesList changes={model} />
              ) : (
                <Box sx={{ px: 4, py: 3 }}>
                  <Typography variant="subtitle2" component="h3">
                    {title}
                  </Typography>
                  <Typography variant="body2" color="textSecondary">
                    {t(`goBack.${change}`)}
                  </Typography>
                </Box>
              )}
            </Box>
          );
        })}
      </Box>
    </>
  );
}
