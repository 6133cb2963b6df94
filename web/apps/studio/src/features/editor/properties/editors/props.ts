import type { SettingSpec } from "@aqtra/components";
import type { Element, Json } from "@aqtra/model";

/** What every editor of a setting is given. */
export interface EditorProps {
  /** For the label. */
  readonly id: string;
  readonly setting: string;
  readonly spec: SettingSpec;
  /** What is stored; undefined where the default applies. */
  readonly value: Json | undefined;
  readonly element: Element;
  /** Undefined takes the setting back to its default. */
  readonly onChange: (value: Json | undefined, merge?: string) => void;
}

export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What is stored, otherwise the default. */
export function effective({ value, spec }: Pick<EditorProps, "value" | "spec">): unknown {
  return value ?? spec.default;
}
