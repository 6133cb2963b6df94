import { editFlow, flowNameProblem } from "@aqtra/model";
import { ActionIcon, Hint, useToast } from "@aqtra/ui";
import { Box, Chip, Typography } from "@mui/material";
import { Copy, DatabaseZap } from "lucide-react";
import { useTranslation } from "react-i18next";

import { ApiSwitch, RunButtons } from "../flow-runs";
import { useDesigner } from "./designer-context";
import { FlowProblems } from "./flow-problems";
import { FlowSwitch } from "./flow-switch";
import { InlineName } from "./inline-name";

/** Name, options and key of the flow. */
export function FlowHeader() {
  const { t } = useTranslation("flows");
  const { document, flow, run } = useDesigner();
  const toast = useToast();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(flow.key);
    toast.show(t("keyCopied"));
  };
  const check = (name: string): string | null => {
    const problem = flowNameProblem(document, flow.key, name);
    return problem === null ? null : t(`nameProblems.${problem}`);
  };
  return (
    <Box
      sx={{ flexShrink: 0, minHeight: 48, px: 4, py: 1, display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: 5, rowGap: 1, borderBottom: 1, borderColor: "divider", bgcolor: "background.paper" }}
    >
      <InlineName label={t("flowName")} value={flow.name} check={check} onCommit={(name) => run(editFlow(flow.key, { name }))} variant="h4" />
      <FlowSwitch label={t("restrictAccess")} about={t("restrictAccessAbout")} checked={flow.restrict_access} onChange={(restrict) => run(editFlow(flow.key, { restrict_access: restrict }))} />
      <FlowSwitch label={t("atomic")} about={t("atomicAbout")} checked={flow.atomic} onChange={(atomic) => run(editFlow(flow.key, { atomic }))} />
      <FlowSwitch label={t("safeToRepeat")} about={t("safeToRepeatAbout")} checked={flow.safe_to_repeat} onChange={(repeat) => run(editFlow(flow.key, { safe_to_repeat: repeat }))} />
      {flow.kind === "input_dataflow" && (
        <Hint text={t("inputAbout")}>
          <Chip size="small" tabIndex={0} icon={<DatabaseZap size={14} aria-hidden />} label={t("inputDataflow")} />
        </Hint>
      )}
      <ApiSwitch flow={flow} run={run} />
      <Box sx={{ display: "flex", gap: 1 }}>
        <RunButtons />
      </Box>
      <FlowProblems />
      <Box sx={{ ml: "auto", display: "flex", alignItems: "center", gap: 1, minWidth: 0 }}>
        <Typography variant="caption" color="textSecondary">
          {t("key")}
        </Typography>
        <Typography variant="mono" color="textSecondary" noWrap title={flow.key}>
          {flow.key}
        </Typography>
        <ActionIcon icon={Copy} size="small" iconSize={14} name={t("copyKey")} onClick={() => void copy()} />
      </Box>
    </Box>
  );
}
