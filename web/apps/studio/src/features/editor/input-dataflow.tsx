/** What the Input dataflow is for, until the component has one. */

import { addFlow, newFlow, randomIds } from "@aqtra/model";
import { EmptyState } from "@aqtra/ui";
import { Button, Typography } from "@mui/material";
import { DatabaseZap } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useDocument, useEditorDispatch, useRun, viewChanged } from "./state";

export function InputDataflow() {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const dispatch = useEditorDispatch();
  const run = useRun();
  const make = (): void => {
    const flow = newFlow(document, randomIds, "input_dataflow");
    if (run(addFlow(flow, 0))) dispatch(viewChanged({ tab: flow.key, setting: null, step: null }));
  };
  return (
    <EmptyState
      icon={DatabaseZap}
      title={t("input.title")}
      text={
        <>
          {t("input.text")}
          <Typography component="span" variant="body2" color="textSecondary" sx={{ display: "block", mt: 2 }}>
            {t("input.toSettings")}
          </Typography>
        </>
      }
      action={
        <Button variant="contained" onClick={make}>
          {t("input.make")}
        </Button>
      }
    />
  );
}
