import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useDesigner } from "../designer-context";
import { earlierThan, inOrder, stepIds } from "../wiring";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

/** One or more earlier steps, in the order their items follow one another. */
export function SourceEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { flow } = useDesigner();
  const { parameter, step, value, onChange } = props;
  const names = new Map(inOrder(flow).map(({ id, name }) => [id, name] as const));
  const chosen = stepIds(value);
  const { id, required, helperText, ...field } = fieldProps(props);
  const write = (sources: string[]): void => {
    if (parameter.stored === "source") onChange(sources);
    // A setting names a single step by itself, and several as a list.
    else onChange(sources.length > 1 ? sources : sources[0]);
  };
  return (
    <Autocomplete
      id={id}
      multiple
      disableCloseOnSelect={false}
      options={earlierThan(flow, step.id).map((earlier) => earlier.id)}
      value={chosen}
      getOptionLabel={(stepId) => names.get(stepId) ?? t("editors.lostStep")}
      noOptionsText={t("editors.noSteps")}
      onChange={(_, sources) => write(sources)}
      renderInput={(params) => (
        // Chips are the value; the text beside them may stay empty.
        <TextField
          {...params}
          {...field}
          helperText={helperText ?? (chosen.length > 1 ? t("editors.union") : undefined)}
          required={required && chosen.length === 0}
          placeholder={chosen.length === 0 ? t("editors.addSource") : undefined}
        />
      )}
    />
  );
}
