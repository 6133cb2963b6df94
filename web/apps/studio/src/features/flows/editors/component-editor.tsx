import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useGetComponentsQuery } from "../../../shared/api";
import { useDesigner } from "../designer-context";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

/** Components by title; the one being edited first, because flows mostly write their own entries. */
export function ComponentEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { document } = useDesigner();
  const { data, isLoading } = useGetComponentsQuery(undefined);
  const own = { key: document.key, label: document.settings.title };
  const others = (data ?? []).filter(({ key }) => key !== document.key).map(({ key, title }) => ({ key, label: title }));
  const choices = [own, ...others];
  const { id, ...field } = fieldProps(props);
  return (
    <Autocomplete
      id={id}
      options={choices}
      loading={isLoading}
      value={choices.find(({ key }) => key === props.value) ?? null}
      getOptionKey={({ key }) => key}
      isOptionEqualToValue={(option, value) => option.key === value.key}
      noOptionsText={t("editors.nothingFound")}
      onChange={(_, choice) => props.onChange(choice?.key)}
      renderInput={(params) => <TextField {...params} {...field} />}
    />
  );
}
