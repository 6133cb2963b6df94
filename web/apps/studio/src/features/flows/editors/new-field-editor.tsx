import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useDesigner } from "../designer-context";
import { asText, cleared, fieldProps } from "./types";
import type { EditorProps } from "./types";

/** The name of a new variable; after an @ the types are offered. */
export function NewFieldEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { catalogue } = useDesigner();
  const value = asText(props.value);
  const base = value.split("@")[0] ?? "";
  const proposals = value.includes("@") && base !== "" ? catalogue.suffixes.map((suffix) => `${base}@${suffix}`) : [];
  const { id, ...field } = fieldProps(props);
  return (
    <Autocomplete
      id={id}
      freeSolo
      options={proposals}
      value={value}
      inputValue={value}
      onInputChange={(_, text, reason) => reason !== "blur" && props.onChange(text === "" ? cleared(props) : text)}
      renderInput={(params) => <TextField {...params} {...field} placeholder={t("editors.variableHint")} />}
    />
  );
}
