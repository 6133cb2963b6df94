import { Autocomplete, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

const HOST = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Host names that lead to the domain; each becomes a chip when it is complete. */
export function HostsField({ value, onChange }: { value: string[]; onChange: (hosts: string[]) => void }) {
  const { t } = useTranslation("domains");
  const [wrong, setWrong] = useState<string | null>(null);
  const accept = (entered: string[]): void => {
    const hosts = entered.map((host) => host.trim().toLowerCase());
    const bad = hosts.find((host) => !HOST.test(host));
    setWrong(bad ?? null);
    if (bad === undefined) onChange([...new Set(hosts)]);
  };
  return (
    <Autocomplete
      id="hosts"
      multiple
      freeSolo
      options={NO_PROPOSALS}
      value={value}
      onChange={(_, hosts) => accept(hosts)}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t("settings.hosts")}
          error={wrong !== null}
          helperText={wrong === null ? t("settings.hostsHint") : t("settings.hostRule", { host: wrong })}
        />
      )}
    />
  );
}

const NO_PROPOSALS: string[] = [];
