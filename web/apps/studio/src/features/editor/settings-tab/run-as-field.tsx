/** In whose name the component's own runs act. */

import { changeSettings } from "@aqtra/model";
import { Autocomplete, Box, TextField, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../../shared/api";
import { usePause } from "../../../shared/use-pause";
import { useDocument, useRun } from "../state";

export function RunAsField() {
  const { t } = useTranslation("editor");
  const { settings } = useDocument();
  const run = useRun();
  const [text, setText] = useState("");
  const chosen = settings.run_as_user;
  const { data = [] } = api.useListRunAsUsersQuery({ search: usePause(text), ...(chosen === null ? {} : { chosen }) });
  const value = chosen === null ? null : (data.find(({ id }) => id === chosen) ?? { id: chosen, user_name: String(chosen), display_name: String(chosen), active: true });
  return (
    <Box data-setting="run_as_user">
      <Autocomplete
        options={data}
        // The server has searched.
        filterOptions={(options) => options}
        value={value}
        getOptionLabel={(user) => user.display_name}
        getOptionKey={(user) => user.id}
        isOptionEqualToValue={(one, other) => one.id === other.id}
        onInputChange={(_, typed, reason) => setText(reason === "input" ? typed : "")}
        onChange={(_, user) => run(changeSettings({ run_as_user: user?.id ?? null }))}
        noOptionsText={t("settings.runAsNothing")}
        renderOption={({ key, ...props }, user) => (
          <Box component="li" key={key} {...props} sx={{ display: "flex", justifyContent: "space-between", gap: 4 }}>
            <span>{user.display_name}</span>
            <Typography component="span" variant="body2" color="textSecondary">
              {user.active ? user.user_name : t("settings.runAsInactive")}
            </Typography>
          </Box>
        )}
        renderInput={(params) => <TextField {...params} label={t("settings.runAs")} helperText={t("settings.runAsHelp")} />}
      />
    </Box>
  );
}
