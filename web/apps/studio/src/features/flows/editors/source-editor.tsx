import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useDesigner } from "../designer-context";
import { earlierThan } from "../wiring";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

/** One or more earlier steps, in the order their items follow one another. */
export function SourceEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { flow } = useDesigner();
  const names = new Map(flow.stages.flatMap((stage) => stage.steps.map((step) => [step.id, step.name] as const)));
  const chosen = Array.isArray(props.value) ? (props.value as string[]) : [];
  const { id, required, ...field } = fieldProps(props);
  return (
    <Autocomplete
      id={id}
      multiple
      disableCloseOnSelect={false}
      options={earlierThan(flow, props.step.id).map((step) => step.id)}
      value={chosen}
      getOptionLabel={(stepId) => names.get(stepId) ?? stepId}
      noOptionsText={t("editors.noSteps")}
      onChange={(_, sources) => props.onChange(sources)}
      renderInput={(params) => (
        // Chips are the value; the text beside them may stay empty.
        <TextField {...params} {...field} required={required && chosen.length === 0} placeholder={chosen.length === 0 ? t("editors.addSource") : undefined} />
      )}
    />
  );
}
