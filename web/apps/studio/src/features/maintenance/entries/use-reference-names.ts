import { isReference } from "@aqtra/components";
import type { FieldProperty, Reference } from "@aqtra/components";
import { skipToken } from "@reduxjs/toolkit/query";
import { useTranslation } from "react-i18next";

import { useEntriesPage } from "../api";
import { refers } from "./use-component";

const isId = (value: unknown): value is number => typeof value === "number";

function idsIn(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => (isReference(item) ? item.id : item)).filter(isId);
}

/** Stands in a history for an entry that its reader may not see. */
const isHidden = (value: unknown): boolean => typeof value === "object" && value !== null && "hidden" in value;

/** Histories hold the numbers of referenced entries; this finds the names that those have now. */
export function useReferenceNames(property: FieldProperty | undefined, values: readonly unknown[]): (value: unknown) => unknown {
  const referring = refers(property);
  const ids = referring ? [...new Set(values.flatMap(idsIn))].sort((a, b) => a - b) : [];
  const { t } = useTranslation("maintenance");
  const { page } = useEntriesPage(
    ids.length > 0 && property?.component ? { component: property.component, filter: `id in (${ids.join(",")})`, select: "name", top: ids.length } : skipToken,
  );
  const named = (value: unknown): unknown => {
    if (isHidden(value)) return { id: 0, name: t("history.hidden") } satisfies Reference;
    if (!referring) return value;
    const found = isId(value) ? page?.rows.find(({ id }) => id === value) : undefined;
    return found ? ({ id: found.id, name: found.name } satisfies Reference) : value;
  };
  return (value) => (Array.isArray(value) ? value.map(named) : named(value));
}
