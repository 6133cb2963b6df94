/** Errors in the reader's words. */
import type { Problem } from "@aqtra/api";
import type { TFunction } from "i18next";

import type { BrokenRule } from "./form/validate";

type Translate = TFunction<"runtime">;

/** A limit that is an instant or a day reads as one. */
function shownParams(params: BrokenRule["params"], locale: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if ((name !== "min_date" && name !== "max_date") || typeof value !== "string" || Number.isNaN(Date.parse(value))) return [name, value];
      const isDay = value.length === 10;
      const style: Intl.DateTimeFormatOptions = isDay ? { dateStyle: "medium", timeZone: "UTC" } : { dateStyle: "medium", timeStyle: "short" };
      return [name, new Intl.DateTimeFormat(locale, style).format(new Date(value))];
    }),
  );
}

export function ruleText({ rule, params, message }: BrokenRule, t: Translate, locale: string): string {
  return t(`rules.${rule}`, { ...shownParams(params, locale), defaultValue: message ?? rule });
}

/** The translation of a problem's key; the server's own sentence where this client has none. */
export function problemText(problem: Pick<Problem, "translation_key" | "params" | "detail">, t: Translate): string {
  return t(problem.translation_key, { ...problem.params, defaultValue: problem.detail || t("errors.internal_error") });
}
