import type { TFunction } from "i18next";

import type { FieldProperty } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { displayValue } from "../shared/display";
import { operatorKey } from "./filter-popover";
import type { ColumnFilter } from "./state";

/** A filter in words, such as "Total greater than 100": the text of its chip. */
export function describeFilter(
  caption: string,
  filter: ColumnFilter,
  property: FieldProperty | undefined,
  runtime: Pick<RuntimeApi, "locale" | "timeZone">,
  t: TFunction<"components">,
): string {
  // Instants are filtered by calendar day.
  const shown = property?.type === "datetime" ? { ...property, type: "date" as const } : property;
  const values = filter.values.map((value) =>
    property?.type === "boolean"
      ? t(String(value) === "true" ? "yes" : "no")
      : displayValue(value, shown, { locale: runtime.locale, timeZone: runtime.timeZone, yes: t("yes"), no: t("no") }),
  );
  return [caption, t(operatorKey(filter.operator, property)), values.join(filter.operator === "between" ? " – " : ", ")].join(" ").trim();
}
