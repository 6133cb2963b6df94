import { ActionIcon } from "@aqtra/ui";
import { Box } from "@mui/material";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { FieldPicker, useFieldsThrough } from "./field-picker";
import type { EditorProps } from "./props";
import { orDefault, replacedAt, textsOf, withoutIndex } from "./record";
import { useRowsComponent } from "./rows-component";

/** One or more fields of the shown component, one picker each and an empty one to add the next. */
export function FieldsEditor({ id, spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const rows = useRowsComponent(element);
  const paths = textsOf(value);
  const store = (next: readonly string[]): void => onChange(orDefault(next.filter((path) => path !== "")));
  return (
    <Box role="group" aria-label={spec.title} sx={{ display: "grid", gap: 1 }}>
      {paths.map((path, index) => (
        <Box key={`${index}:${path}`} sx={{ display: "flex", alignItems: "center", gap: 0.5 }}>
          <OneField component={rows} label={t("columns.field", { number: index + 1 })} path={path} onChange={(next) => store(replacedAt(paths, index, next))} {...(index === 0 ? { id } : {})} />
          <ActionIcon icon={X} iconSize={13} name={t("list.remove", { title: path })} onClick={() => store(withoutIndex(paths, index))} sx={{ width: 24, height: 24 }} />
        </Box>
      ))}
      <OneField
        key={`new${paths.length}`}
        component={rows}
        label={t("columns.addField")}
        path=""
        placeholder={t(rows ? "columns.addField" : "columns.chooseComponent")}
        onChange={(next) => store([...paths, next])}
        {...(paths.length === 0 ? { id } : {})}
      />
    </Box>
  );
}

interface OneFieldProps {
  id?: string;
  component: string | null;
  label: string;
  path: string;
  placeholder?: string;
  onChange: (path: string) => void;
}

export function OneField({ id, component, label, path, placeholder, onChange }: OneFieldProps) {
  const options = useFieldsThrough(component, path);
  return (
    <FieldPicker
      {...(id === undefined ? {} : { id })}
      {...(placeholder === undefined ? {} : { placeholder })}
      label={label}
      value={path}
      options={options}
      onChange={onChange}
    />
  );
}
