import { MenuItem, TextField } from "@mui/material";

import { useGetDomainsQuery, useListEnabledProvidersQuery } from "../../../shared/api";
import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";

interface Choice {
  value: string;
  title: string;
}

/** Application domains, by which flows name the client they act for. */
export function ClientEditor(props: EditorProps) {
  const { data } = useGetDomainsQuery(undefined);
  return <Choices {...props} choices={(data ?? []).map(({ name, title }) => ({ value: name, title: title || name }))} />;
}

export function ProviderEditor(props: EditorProps) {
  const { data } = useListEnabledProvidersQuery(undefined);
  return <Choices {...props} choices={(data ?? []).map(({ id, title }) => ({ value: id, title }))} />;
}

/** What is chosen but not there any more stays until it is changed. */
function Choices({ choices, ...props }: EditorProps & { choices: Choice[] }) {
  const value = asText(props.value);
  const all = value === "" || choices.some((choice) => choice.value === value) ? choices : [...choices, { value, title: value }];
  return (
    <TextField {...fieldProps(props)} select value={value} onChange={(event) => props.onChange(event.target.value)}>
      {all.map((choice) => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.title}
        </MenuItem>
      ))}
    </TextField>
  );
}
