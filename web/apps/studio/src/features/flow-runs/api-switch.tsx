import type { Command, Flow } from "@aqtra/model";
import { editFlow } from "@aqtra/model";
import { Hint } from "@aqtra/ui";
import { FormControlLabel, Switch } from "@mui/material";
import { useTranslation } from "react-i18next";

/** Whether the flow, once published, is an operation of the HTTP API. */
export function ApiSwitch({ flow, run }: { flow: Flow; run: (command: Command) => boolean }) {
  const { t } = useTranslation("flow-runs");
  return (
    <Hint text={t("api.generateAbout")}>
      <FormControlLabel
        sx={{ m: 0, gap: 1, "& .MuiFormControlLabel-label": { typography: "body2" } }}
        control={<Switch checked={flow.generate_api_definition} onChange={(_, generate) => run(editFlow(flow.key, { generate_api_definition: generate }))} />}
        label={t("api.generate")}
      />
    </Hint>
  );
}
