/** How groups and sums read. */
import type { TFunction } from "i18next";

import type { RuntimeApi } from "../runtime-api";
import { decimalText } from "../shared/decimal";
import { displayValue } from "../shared/display";
import { formatTemporal } from "../shared/instants";
import { formatByPattern, integerPattern } from "../shared/number-text";
import { ENTRIES, type PivotField } from "./fields";
import type { Line } from "./tree";

type Reader = Pick<RuntimeApi, "locale" | "timeZone">;

/** An average has twenty places; nobody reads more than a few. */
const AVERAGE = "#,##0.##";

export class Texts {
  constructor(
    private readonly reader: Reader,
    private readonly t: TFunction<"components">,
  ) {}

  /** Heading of a group. */
  value(field: PivotField | undefined, value: unknown): string {
    if (!field) return "";
    if (value === null || value === undefined) return this.t("treeMissing");
    if (field.interval !== "none") return this.period(field, value);
    return this.shown(field, value, field.format) || this.t("treeMissing");
  }

  heading(line: Line, fields: readonly PivotField[]): string {
    if (line.kind === "grand") return this.t("pivotGrandTotal");
    const name = this.value(fields[line.path.length - 1], line.path.at(-1));
    return line.kind === "subtotal" ? this.t("pivotTotalOf", { group: name }) : name;
  }

  /** A sum, an average, a least, or how many. */
  result({ summary, property, format }: PivotField, value: unknown): string {
    if (value === null || value === undefined) return "";
    if (summary === "count") return this.count(value, format);
    const text = summary === "average" || summary === "sum" ? decimalText(value) : undefined;
    if (text === undefined) return this.shown({ property }, value, format);
    const byDefault = summary === "average" ? AVERAGE : property.type === "integer" ? integerPattern(text) : undefined;
    return formatByPattern(text, format ?? byDefault, this.reader.locale);
  }

  count(value: unknown, format?: string): string {
    return formatByPattern(String(value), format, this.reader.locale);
  }

  /** Caption of a data field: what is done with it, and its name. */
  measure({ id, summary, caption }: PivotField): string {
    if (id === ENTRIES.id) return this.t("pivotEntries");
    return this.t(`pivotMeasure_${summary}`, { field: caption });
  }

  private shown({ property }: Pick<PivotField, "property">, value: unknown, format: string | undefined): string {
    return displayValue(value, property, { ...this.reader, format, yes: this.t("yes"), no: this.t("no") });
  }

  /** `day` is the first of the period. */
  private period({ interval, format }: PivotField, day: unknown): string {
    if (format) return formatTemporal(day, "date", { locale: this.reader.locale, zone: "UTC", pattern: format });
    const date = new Date(`${String(day)}T00:00:00Z`);
    if (Number.isNaN(date.getTime())) return String(day);
    const form = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(this.reader.locale, { ...options, timeZone: "UTC" }).format(date);
    switch (interval) {
      case "year":
        return form({ year: "numeric" });
      case "quarter":
        return this.t("pivotQuarter", { quarter: Math.floor(date.getUTCMonth() / 3) + 1, year: form({ year: "numeric" }) });
      case "month":
        return form({ year: "numeric", month: "short" });
      case "week":
        return this.t("pivotWeek", { day: form({ dateStyle: "medium" }) });
      default:
        return form({ dateStyle: "medium" });
    }
  }
}
