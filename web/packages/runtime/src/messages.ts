/** Errors in the reader's words. */
import type { Problem } from "@aqtra/api";
import { fileSize } from "@aqtra/components";
import type { TFunction } from "i18next";

import type { BrokenRule } from "./form/validate";

type Translate = TFunction<"runtime">;

/** A limit that is an instant, a day or a size reads as one. */
function shownParams({ rule, params }: BrokenRule, locale: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (rule === "max_file_size" && typeof value === "number") return [name, fileSize(value, locale)];
      if ((name !== "min_date" && name !== "max_date") || typeof value !== "string" || Number.isNaN(Date.parse(value))) return [name, value];
      const isDay = value.length === 10;
      const style: Intl.DateTimeFormatOptions = isDay ? { dateStyle: "medium", timeZone: "UTC" } : { dateStyle: "medium", timeStyle: "short" };
      return [name, new Intl.DateTimeFormat(locale, style).format(new Date(value))];
    }),
  );
}

export function ruleText(broken: BrokenRule, t: Translate, locale: string): string {
  return t(`rules.${broken.rule}`, { ...shownParams(broken, locale), defaultValue: broken.message ?? broken.rule });
}

/** The translation of a problem's key; the server's own sentence where this client has none. */
export function problemText(problem: Pick<Problem, "translation_key" | "params" | "detail">, t: Translate): string {
  return t(problem.translation_key, { ...problem.params, defaultValue: problem.detail || t("errors.internal_error") });
}
