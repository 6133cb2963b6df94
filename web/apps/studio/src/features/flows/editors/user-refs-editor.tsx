import { Autocomplete, Box, TextField, ToggleButton, ToggleButtonGroup, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { usePause } from "../../../shared/use-pause";
import { stepIds } from "../wiring";
import { PathField } from "./path-field";
import { useUserNames } from "./reference-lists";
import { Section } from "./section";
import { asText, idOf } from "./types";
import type { EditorProps } from "./types";
import { useFields } from "./use-fields";

/** Named users as a list, or the path of a field that holds a name. */
export function UserRefsEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { step, parameter, value, onChange, remark, severity } = props;
  const fields = useFields(step, parameter);
  const [byPath, setByPath] = useState(typeof value === "string" && value !== "");
  const choose = (next: boolean | null): void => {
    if (next === null || next === byPath) return;
    setByPath(next);
    onChange(undefined);
  };
  const aside = (
    <ToggleButtonGroup size="small" exclusive value={byPath} onChange={(_, next: boolean | null) => choose(next)} aria-label={t("users.how", { name: parameter.title })}>
      <ToggleButton value={false}>{t("users.named")}</ToggleButton>
      <ToggleButton value>{t("users.fromField")}</ToggleButton>
    </ToggleButtonGroup>
  );
  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} aside={aside} remark={remark} severity={severity}>
      {byPath ? (
        <PathField
          id={idOf(props)}
          value={asText(value)}
          fields={fields}
          onChange={(path) => onChange(path === "" ? undefined : path)}
          field={{ placeholder: t("editors.choosePath") }}
          ariaLabel={parameter.title}
        />
      ) : (
        <UserNames id={idOf(props)} label={parameter.title} names={stepIds(value)} onChange={(names) => onChange(names.length === 0 ? undefined : names)} />
      )}
    </Section>
  );
}

interface UserNamesProps {
  id: string;
  label: string;
  names: readonly string[];
  onChange: (names: string[]) => void;
}

function UserNames({ id, label, names, onChange }: UserNamesProps) {
  const { t } = useTranslation("flows");
  const [text, setText] = useState("");
  const found = useUserNames(usePause(text));
  const hints = new Map(found.map(({ key, hint }) => [key, hint]));
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      autoSelect
      options={[...hints.keys()]}
      value={[...names]}
      inputValue={text}
      onInputChange={(_, next) => setText(next)}
      // The server searched already, by more than the name.
      filterOptions={(options) => options.filter((name) => !names.includes(name))}
      onChange={(_, next) => onChange([...new Set(next.map((name) => name.trim()).filter((name) => name !== ""))])}
      renderOption={({ key, ...item }, name) => (
        <Box component="li" key={key} {...item} sx={{ gap: 2 }}>
          <Typography variant="body1" noWrap sx={{ flexGrow: 1 }}>
            {name}
          </Typography>
          <Typography variant="caption" color="textSecondary" noWrap>
            {hints.get(name)}
          </Typography>
        </Box>
      )}
      renderInput={(params) => (
        <TextField {...params} placeholder={names.length === 0 ? t("users.search") : undefined} slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, "aria-label": label } }} />
      )}
    />
  );
}
