import { ActionIcon } from "@aqtra/ui";
import { Box, Button } from "@mui/material";
import { Redo2, Rocket, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery } from "../../shared/api";
import { useLeaveGuard } from "../../shared/leave-guard";
import { ProblemNotice } from "../../shared/problems";
import { SaveButton } from "../../shared/save-button";
import { PageActions } from "../../shared/top-bar";
import { stateOf } from "./api";
import type { Content, Template } from "./api";
import { LeftPane } from "./left-pane";
import { PreviewPane } from "./preview-pane";
import { PropertiesPane } from "./properties-pane";
import { DOCUMENT } from "./selection";
import type { Selection } from "./selection";
import { useHistory, useHistoryKeys } from "./use-history";
import { useSaving } from "./use-saving";
import type { Saving } from "./use-saving";

/** Structure and model on the left, the pages in the middle, and what is selected on the right. */
export function Editor({ begun, stored }: { begun: Content; stored: Template | null }) {
  const { t } = useTranslation("templates");
  const editing = useHistory(begun);
  const saving = useSaving(editing.content, begun, stored);
  const [selection, select] = useState<Selection>(DOCUMENT);
  useHistoryKeys(editing);
  useLeaveGuard(saving.isDirty && !saving.isLeaving);
  return (
    <>
      <PageActions>
        <Box sx={{ display: "flex" }}>
          <ActionIcon icon={Undo2} size="small" name={t("undo")} aria-keyshortcuts="Control+Z" disabled={!editing.canUndo} onClick={editing.undo} />
          <ActionIcon icon={Redo2} size="small" name={t("redo")} aria-keyshortcuts="Control+Y" disabled={!editing.canRedo} onClick={editing.redo} />
        </Box>
        <PublishButton saving={saving} />
        <SaveButton dirty={saving.isDirty} saving={saving.isSaving} onSave={() => void saving.save()} />
      </PageActions>
      {saving.problem !== undefined && (
        <Box sx={{ flex: "none", p: 2 }}>
          <ProblemNotice error={saving.problem} onClose={saving.dismiss} />
        </Box>
      )}
      <Box sx={{ flex: "1 1 0", minHeight: 0, display: "flex", flexDirection: { xs: "column", md: "row" } }}>
        <LeftPane editing={editing} selection={selection} onSelect={select} />
        <PreviewPane content={editing.content} onSelect={select} />
        <PropertiesPane editing={editing} selection={selection} onSelect={select} />
      </Box>
    </>
  );
}

function PublishButton({ saving }: { saving: Saving }) {
  const { t } = useTranslation("templates");
  const { data: session } = useGetSessionQuery(undefined);
  const rights = session?.rights ?? [];
  const { stored, isDirty, isPublishing, publish } = saving;
  if (!stored || !(rights.includes("studio") || rights.includes("studio.publication"))) return null;
  const isLive = stateOf(stored) === "published";
  return (
    <Button variant="outlined" startIcon={<Rocket size={16} aria-hidden />} loading={isPublishing} disabled={isDirty || isLive} onClick={() => void publish()}>
      {t(isLive && !isDirty ? "states.published" : "publish")}
    </Button>
  );
}
