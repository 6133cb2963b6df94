import { Autocomplete, Box, FormControl, FormControlLabel, FormLabel, Radio, RadioGroup, TextField } from "@mui/material";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { useGetComponentsQuery } from "../../shared/api";

interface ComponentsFieldProps {
  /** Keys; null for all components. */
  value: string[] | null;
  onChange: (value: string[] | null) => void;
}

const MOST = 100;

/** All components that the account reaches, or some of them by title. */
export function ComponentsField({ value, onChange }: ComponentsFieldProps) {
  const { t } = useTranslation("tokens");
  const id = useId();
  const { data, isLoading } = useGetComponentsQuery(undefined);
  const titles = new Map(data?.map((component) => [component.key, component.title]));
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <FormControl>
        <FormLabel id={`${id}which`}>{t("form.components")}</FormLabel>
        <RadioGroup aria-labelledby={`${id}which`} value={value === null ? "all" : "some"} onChange={(event) => onChange(event.target.value === "all" ? null : [])}>
          <FormControlLabel value="all" control={<Radio size="small" />} label={t("form.all")} />
          <FormControlLabel value="some" control={<Radio size="small" />} label={t("form.some")} />
        </RadioGroup>
      </FormControl>
      {value !== null && (
        <Autocomplete
          id={`${id}keys`}
          multiple
          options={[...titles.keys()]}
          value={value}
          loading={isLoading}
          getOptionLabel={(key) => titles.get(key) ?? key}
          getOptionKey={(key) => key}
          getOptionDisabled={() => value.length >= MOST}
          onChange={(_, keys) => onChange(keys)}
          noOptionsText={t("picker.nothing", { ns: "shared" })}
          loadingText={t("picker.loading", { ns: "shared" })}
          renderInput={(params) => <TextField {...params} label={t("form.chosen")} required />}
        />
      )}
    </Box>
  );
}
