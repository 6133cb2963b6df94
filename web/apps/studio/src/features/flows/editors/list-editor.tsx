import type { Json } from "@aqtra/model";
import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { readConstant } from "../constant";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

/** Several plain values, typed one by one. */
export function ListEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { parameter, value, onChange } = props;
  const values = Array.isArray(value) ? (value as Json[]) : [];
  const { id, required, ...field } = fieldProps(props);
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      autoSelect
      options={[] as string[]}
      value={values.map(String)}
      onChange={(_, texts) => onChange([...new Set(texts)].map((text) => readConstant(text.trim(), parameter)).filter((each) => each !== null))}
      renderInput={(params) => <TextField {...params} {...field} required={required && values.length === 0} placeholder={values.length === 0 ? t("rules.typeValues") : undefined} />}
    />
  );
}
