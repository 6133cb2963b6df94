import { Autocomplete, Box, TextField, Typography } from "@mui/material";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

import type { ReferenceList } from "./reference-lists";
import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";

/** An editor that chooses one thing from the list that `useList` gives. */
export function referenceEditor(useList: (props: EditorProps) => ReferenceList): ComponentType<EditorProps> {
  return function ReferenceEditor(props: EditorProps) {
    return <ReferencePicker {...props} list={useList(props)} />;
  };
}

function ReferencePicker({ list, ...props }: EditorProps & { list: ReferenceList }) {
  const { t } = useTranslation("flows");
  const { choices, isLoading, waitsFor } = list;
  const byKey = new Map(choices.map((choice) => [choice.key, choice]));
  const value = asText(props.value);
  // What is gone stays visible, so that it can be seen and replaced.
  const isLost = value !== "" && !byKey.has(value) && !isLoading && waitsFor === undefined;
  const { id, helperText, error, ...field } = fieldProps(props);
  return (
    <Autocomplete
      id={id}
      options={isLost ? [value, ...byKey.keys()] : [...byKey.keys()]}
      value={value === "" || isLoading ? null : value}
      loading={isLoading}
      disabled={waitsFor !== undefined}
      getOptionLabel={(key) => byKey.get(key)?.label ?? key}
      noOptionsText={t(`references.none.${props.parameter.type}`, { defaultValue: t("editors.nothingFound") })}
      onChange={(_, key) => props.onChange(key ?? undefined)}
      renderOption={({ key, ...item }, choice) => (
        <Box component="li" key={key} {...item} sx={{ gap: 2 }}>
          <Typography variant="body1" noWrap sx={{ flexGrow: 1 }}>
            {byKey.get(choice)?.label ?? choice}
          </Typography>
          <Typography variant="caption" color="textSecondary" noWrap>
            {byKey.get(choice)?.hint}
          </Typography>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          {...field}
          error={error || isLost}
          helperText={helperText ?? (isLost ? t("references.lost") : waitsFor && t(`references.waits.${waitsFor}`))}
        />
      )}
    />
  );
}
