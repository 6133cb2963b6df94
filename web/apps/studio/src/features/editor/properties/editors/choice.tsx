import { COMMANDS } from "@aqtra/components";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { isServedValue } from "../served";
import { ChoiceControl } from "./controls";
import { effective, textOf } from "./props";
import type { EditorProps } from "./props";

/** `space_between` → `Space between`, unless the value has a translation or is a command. */
export function valueTitle(t: TFunction<"editor">, value: string): string {
  const words = value.replaceAll("_", " ");
  const plain = words.charAt(0).toUpperCase() + words.slice(1);
  const command = value in COMMANDS ? COMMANDS[value as keyof typeof COMMANDS].title : plain;
  return t(`values.${value}`, { defaultValue: command });
}

export function ChoiceEditor(props: EditorProps) {
  const { t } = useTranslation("editor");
  const { id, setting, spec, value: stored, onChange } = props;
  const all = Array.isArray(spec.values) ? (spec.values as readonly string[]) : [];
  const values = all.filter((value) => value === stored || isServedValue(setting, value));
  return (
    <ChoiceControl
      id={id}
      label={spec.title}
      value={textOf(effective(props))}
      choices={values.map((value) => ({ value, label: valueTitle(t, value) }))}
      onChange={(value) => onChange(value === spec.default ? undefined : value)}
    />
  );
}
