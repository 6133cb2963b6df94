/** Definition, Settings, the Input dataflow, and one tab per other flow. */

import type { Flow } from "@aqtra/model";
import { referenceUses, removeFlow } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Tab, Tabs } from "@mui/material";
import { Code, DatabaseZap, LayoutTemplate, Settings2, Workflow, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { DEFINITION_TAB, INPUT_TAB, SCRIPT_TAB, SETTINGS_TAB, useEditorDispatch, useLatestDocument, useRun, useSession, viewChanged } from "../state";
import { UsesList } from "../uses-list";

export function EditorTabs() {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const flows = useSession((session) => session.history.document.flows);
  const tab = useSession((session) => session.view.tab);
  const remove = useRemoveFlow();
  const input = flows.find(({ kind }) => kind === "input_dataflow");
  return (
    <Box sx={{ flex: "none", display: "flex", alignItems: "center", bgcolor: "background.paper", borderBottom: 1, borderColor: "divider", px: 2 }}>
      <Tabs
        value={tab}
        onChange={(_, next: string) => dispatch(viewChanged({ tab: next, setting: null, step: null, line: null }))}
        variant="scrollable"
        scrollButtons="auto"
        aria-label={t("tabs.name")}
        sx={{ minHeight: 38, "& .MuiTab-root": { minHeight: 38, gap: 1.5 } }}
      >
        <Tab value={DEFINITION_TAB} label={t("tabs.definition")} icon={<LayoutTemplate size={15} aria-hidden />} iconPosition="start" id="editor-tab-definition" />
        <Tab value={SETTINGS_TAB} label={t("tabs.settings")} icon={<Settings2 size={15} aria-hidden />} iconPosition="start" id="editor-tab-settings" />
        <Tab value={SCRIPT_TAB} label={t("tabs.script")} icon={<Code size={15} aria-hidden />} iconPosition="start" id="editor-tab-script" />
        {!input && <Tab value={INPUT_TAB} label={t("tabs.input")} icon={<DatabaseZap size={15} aria-hidden />} iconPosition="start" id="editor-tab-input" />}
        {[...(input ? [input] : []), ...flows.filter((flow) => flow !== input)].map((flow) => (
          <Tab
            key={flow.key}
            value={flow.key}
            id={`editor-tab-${flow.key}`}
            icon={flow === input ? <DatabaseZap size={15} aria-hidden /> : <Workflow size={15} aria-hidden />}
            iconPosition="start"
            label={<Box component="span" sx={{ maxWidth: 200, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>{flow.name}</Box>}
            onKeyDown={(event) => {
              if (event.key === "Delete") void remove(flow);
            }}
          />
        ))}
      </Tabs>
      <CloseFlow flow={flows.find(({ key }) => key === tab)} onClose={remove} />
    </Box>
  );
}

/** The cross stands beside the tabs: a button inside a tab could not be reached by keyboard. */
function CloseFlow({ flow, onClose }: { flow: Flow | undefined; onClose: (flow: Flow) => Promise<void> }) {
  const { t } = useTranslation("editor");
  return flow ? <ActionIcon icon={X} size="small" iconSize={14} name={t("tabs.deleteFlow", { name: flow.name })} onClick={() => void onClose(flow)} /> : null;
}

function useRemoveFlow(): (flow: Flow) => Promise<void> {
  const { t } = useTranslation("editor");
  const latest = useLatestDocument();
  const run = useRun();
  const confirm = useConfirm();
  return async (flow) => {
    const document = latest();
    if (!document) return;
    const sure = await confirm({
      title: t("tabs.deleteTitle", { name: flow.name }),
      text: <UsesList document={document} places={referenceUses(document, flow.key)} none={t("tabs.deleteText")} some={t("tabs.deleteUsed")} />,
      action: t("tabs.deleteAction"),
      destructive: true,
    });
    if (sure) run(removeFlow(flow.key));
  };
}
