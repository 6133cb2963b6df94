import { MenuItem, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useGetDomainsQuery } from "../../shared/api";

interface DomainFieldProps {
  id: string;
  value: string;
  onChange: (domain: string) => void;
}

/** The application domain that a permission set or role is filed under; one that is gone stays until it is changed. */
export function DomainField({ id, value, onChange }: DomainFieldProps) {
  const { t } = useTranslation("access");
  const { data } = useGetDomainsQuery(undefined);
  const known = (data ?? []).map(({ name, title }) => ({ name, title: title || name }));
  const all = value === "" || known.some(({ name }) => name === value) ? known : [...known, { name: value, title: value }];
  return (
    <TextField id={id} select label={t("domain")} helperText={t("domainHelp")} value={value} onChange={(event) => onChange(event.target.value)}>
      {all.map(({ name, title }) => (
        <MenuItem key={name} value={name}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** The domain a new thing begins with. */
export function useDefaultDomain(): string {
  const { data } = useGetDomainsQuery(undefined);
  return (data?.find(({ is_default }) => is_default) ?? data?.[0])?.name ?? "";
}
