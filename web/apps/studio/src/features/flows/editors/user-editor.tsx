import { Stack, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useDesigner } from "../designer-context";
import { sourceFields } from "../wiring";
import { PathField } from "./path-field";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

/** A user by a field of the source or by fixed user names; filling one in empties the other. */
export function UserEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { models } = useDesigner();
  const { id, ...field } = fieldProps(props);
  const path = typeof props.value === "string" ? props.value : "";
  const names = Array.isArray(props.value) ? props.value.join(", ") : "";
  return (
    <Stack spacing={2}>
      <PathField
        id={id}
        value={path}
        fields={sourceFields(props.step, models)}
        onChange={(text) => props.onChange(text === "" ? undefined : text)}
        field={{ ...field, required: field.required && names === "" }}
      />
      <TextField
        id={`${id}-fixed`}
        label={t("editors.fixedUser")}
        helperText={t("editors.fixedUserHelp")}
        value={names}
        onChange={(event) => props.onChange(namesIn(event.target.value))}
      />
    </Stack>
  );
}

/** Names separated by commas; one that is still being typed may end with one. */
function namesIn(text: string): string[] | undefined {
  const names = text.split(",").map((name) => name.trimStart());
  return text === "" ? undefined : names;
}
