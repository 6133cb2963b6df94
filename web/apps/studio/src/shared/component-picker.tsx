import { Autocomplete, TextField } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useGetComponentDocumentQuery, useGetComponentsQuery } from "./api";
import { pageCaption } from "./page-caption";

interface PickerProps {
  id: string;
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  helperText?: string;
}

interface Choice {
  key: string;
  label: string;
}

/** Chooses a component by title; a key that leads nowhere is shown as it is, so that it can be mended. */
export function ComponentPicker({ domain, ...picker }: PickerProps & { domain?: string }) {
  const { data, isLoading } = useGetComponentsQuery(undefined);
  const choices = useMemo(
    () =>
      (data ?? [])
        .filter((component) => domain === undefined || component.domains.includes(domain) || component.key === picker.value)
        .map((component) => ({ key: component.key, label: component.title })),
    [data, domain, picker.value],
  );
  return <Picker {...picker} choices={choices} loading={isLoading} />;
}

/** Chooses a page of a component; empty means its first page. */
export function PagePicker({ component, ...picker }: PickerProps & { component: string | null }) {
  const { data, isFetching } = useGetComponentDocumentQuery(component ?? "", { skip: component === null });
  const choices = useMemo(
    () => (component === null ? [] : (data?.document.pages ?? []).map((page) => ({ key: page.id, label: pageCaption(page) }))),
    [component, data],
  );
  return <Picker {...picker} choices={choices} loading={isFetching} disabled={component === null} />;
}

function Picker(props: PickerProps & { choices: Choice[]; loading: boolean; disabled?: boolean }) {
  const { id, label, value, onChange, helperText, choices, loading, disabled } = props;
  const { t } = useTranslation();
  const chosen = choices.find((choice) => choice.key === value);
  const lost = value !== null && !chosen && !loading;
  return (
    <Autocomplete
      id={id}
      options={choices}
      value={chosen ?? null}
      loading={loading}
      disabled={disabled}
      getOptionLabel={(choice) => choice.label}
      getOptionKey={(choice) => choice.key}
      isOptionEqualToValue={(option, current) => option.key === current.key}
      onChange={(_, choice) => onChange(choice?.key ?? null)}
      noOptionsText={t("picker.nothing")}
      loadingText={t("picker.loading")}
      renderInput={(params) => (
        <TextField {...params} label={label} error={lost} helperText={lost ? t("picker.lost", { value }) : helperText} />
      )}
    />
  );
}
