import { FormHelperText } from "@mui/material";
import { useTranslation } from "react-i18next";

import { PathField } from "./path-field";
import { asText, cleared, fieldProps } from "./types";
import type { EditorProps } from "./types";
import { useFields } from "./use-fields";

export function FieldPathEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { step, parameter } = props;
  const fields = useFields(step, parameter);
  const { id, ...field } = fieldProps(props);
  const waits = parameter.within !== undefined && !step.params[parameter.within];
  return (
    <>
      <PathField
        id={id}
        value={asText(props.value)}
        fields={fields}
        onChange={(path) => props.onChange(path === "" ? cleared(props) : path)}
        field={field}
      />
      {waits && <FormHelperText>{t("editors.arrayFirst")}</FormHelperText>}
    </>
  );
}
