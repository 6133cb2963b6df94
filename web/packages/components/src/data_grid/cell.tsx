import Link from "@mui/material/Link";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { VisuallyHidden } from "@aqtra/ui";

import type { Entry, FieldProperty } from "../model";
import type { RuntimeApi } from "../runtime-api";
import type { GridColumn } from "../settings";
import { decimalText } from "../shared/decimal";
import { ElementIcon } from "../shared/element-icon";
import { displayValue } from "../shared/display";
import { readPath } from "../shared/paths";

interface CellProps {
  row: Entry;
  column: GridColumn;
  property: (field: string) => FieldProperty | undefined;
  runtime: RuntimeApi;
  /** Present when a click on this cell runs a command of its own. */
  onCommand?: (() => void) | undefined;
}

/** What one cell shows: its fields one after another. */
export function Cell({ row, column, property, runtime, onCommand }: CellProps) {
  const { t } = useTranslation("components");
  const { locale, timeZone } = runtime;
  const parts = (column.fields ?? [])
    .map((field): ReactNode => {
      const value = readPath(row, field);
      const found = property(field);
      if (column.plain_text) return plainText(value, found);
      if (found?.type === "boolean") return value === null ? "" : <Tick key={field} on={value === true} />;
      const text = displayValue(value, found, { locale, timeZone, format: column.display_format, yes: t("yes"), no: t("no") });
      return found?.type === "uri" && text && !onCommand ? <Address key={field} value={text} /> : text;
    })
    .filter((part) => part !== "");
  const content = parts.flatMap((part, index) => (index === 0 ? [part] : [" ", part]));
  if (!onCommand) return <>{content}</>;
  return (
    <Link
      component="button"
      type="button"
      variant="inherit"
      sx={{ display: "inline-flex", alignItems: "center", gap: 1.5, textAlign: "start", font: "inherit" }}
      onClick={(event) => {
        event.stopPropagation();
        onCommand();
      }}
    >
      {column.icon && <ElementIcon icon={column.icon} size={15} fileUrl={runtime.fileUrl} />}
      {content.length > 0 ? content : <VisuallyHidden>{column.header_value || `#${row.id}`}</VisuallyHidden>}
    </Link>
  );
}

function Tick({ on }: { on: boolean }) {
  const { t } = useTranslation("components");
  return on ? <Check size={16} aria-label={t("yes")} role="img" /> : <VisuallyHidden>{t("no")}</VisuallyHidden>;
}

/** Only web and mail addresses become links: a stored `javascript:` must stay text. */
function Address({ value }: { value: string }) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(value)) return <>{value}</>;
  return (
    <Link
      href={value}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      {value}
    </Link>
  );
}

/** The stored value as it is: no titles, marks or links. */
function plainText(value: unknown, property: FieldProperty | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "object") return displayValue(value, property, { locale: "en", timeZone: "UTC", yes: "True", no: "False" });
  return decimalText(value) ?? String(value);
}

/** Amounts line up at the decimal sign's side. */
export function isNumeric(property: FieldProperty | undefined): boolean {
  return (property?.type === "number" || property?.type === "integer") && !property.enum;
}
