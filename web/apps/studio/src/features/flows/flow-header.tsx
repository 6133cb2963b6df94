import { editFlow, flowNameProblem } from "@aqtra/model";
import { ActionIcon, Hint, useToast, VisuallyHidden } from "@aqtra/ui";
import { Box, FormControlLabel, Switch, Typography } from "@mui/material";
import { Copy } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { ApiSwitch, RunButtons } from "../flow-runs";
import { useDesigner } from "./designer-context";
import { FlowProblems } from "./flow-problems";
import { InlineName } from "./inline-name";

/** Name, restriction and key of the flow. */
export function FlowHeader() {
  const { t } = useTranslation("flows");
  const { document, flow, run } = useDesigner();
  const toast = useToast();
  const about = useId();
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
      <Hint text={t("restrictAccessAbout")}>
        <FormControlLabel
          sx={{ m: 0, gap: 1, "& .MuiFormControlLabel-label": { typography: "body2" } }}
          control={<Switch checked={flow.restrict_access} onChange={(_, restrict) => run(editFlow(flow.key, { restrict_access: restrict }))} slotProps={{ input: { "aria-describedby": about } }} />}
          label={t("restrictAccess")}
        />
      </Hint>
      <VisuallyHidden id={about}>{t("restrictAccessAbout")}</VisuallyHidden>
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
