/** The editor's part of the top bar. */

import { canRedo, canUndo } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Button, Chip, Tooltip } from "@mui/material";
import { Redo2, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { PageActions } from "../../../shared/top-bar";
import { redone, undone, useEditorDispatch, useSession } from "../state";
import { SavedWords } from "./saved-words";
import type { Saving } from "./use-saving";

export function EditorActions({ saving }: { saving: Saving }) {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const past = useSession((session) => session.history.past.at(-1)?.label);
  const future = useSession((session) => session.history.future[0]?.label);
  const mayUndo = useSession((session) => canUndo(session.history));
  const mayRedo = useSession((session) => canRedo(session.history));
  const state = useSession((session) => session.stored.state);
  const nameOf = (label: string | undefined): string => (label ? t(`commands.${label}`, { defaultValue: "" }) : "");
  return (
    <PageActions>
      <SavedWords isSaving={saving.isSaving} isUnsaved={saving.isUnsaved} />
      {state !== "saved" && !saving.isUnsaved && (
        <Chip label={t(`states.${state}`)} variant="outlined" sx={{ display: { xs: "none", lg: "inline-flex" } }} />
      )}
      <Box sx={{ display: "flex" }}>
        <ActionIcon icon={Undo2} size="small" name={t("topBar.undo", { what: nameOf(past) }).trim()} aria-keyshortcuts="Control+Z" disabled={!mayUndo} onClick={() => dispatch(undone())} />
        <ActionIcon icon={Redo2} size="small" name={t("topBar.redo", { what: nameOf(future) }).trim()} aria-keyshortcuts="Control+Y" disabled={!mayRedo} onClick={() => dispatch(redone())} />
      </Box>
      <Button variant={saving.isUnsaved ? "contained" : "outlined"} disabled={!saving.isUnsaved} loading={saving.isSaving} onClick={() => void saving.save()} aria-keyshortcuts="Control+S">
        {t("topBar.save")}
      </Button>
      <Tooltip title={whyNotReady(saving, t)} disableInteractive>
        <span>
          <Button variant={saving.mayMarkReady ? "contained" : "outlined"} disabled={!saving.mayMarkReady} loading={saving.isMarking} onClick={() => void saving.markReady()}>
            {t("topBar.ready")}
          </Button>
        </span>
      </Tooltip>
    </PageActions>
  );
}

function whyNotReady(saving: Saving, t: (key: string) => string): string {
  if (saving.isReady) return t("topBar.isReady");
  if (saving.isUnsaved) return t("topBar.saveFirst");
  if (saving.hasErrors) return t("topBar.mendFirst");
  return saving.isPublished ? t("topBar.isPublished") : "";
}
