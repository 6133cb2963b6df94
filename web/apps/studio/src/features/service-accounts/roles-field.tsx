import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

interface RolesFieldProps {
  id: string;
  roles: readonly string[];
  value: string[];
  onChange: (value: string[]) => void;
}

export function RolesField({ id, roles, value, onChange }: RolesFieldProps) {
  const { t } = useTranslation("service-accounts");
  return (
    <Autocomplete
      id={id}
      multiple
      options={[...roles]}
      value={value}
      onChange={(_, chosen) => onChange(chosen)}
      noOptionsText={t("picker.nothing", { ns: "shared" })}
      renderInput={(params) => <TextField {...params} label={t("form.roles")} helperText={t("form.rolesHint")} />}
    />
  );
}
