import { isReference } from "@aqtra/components";
import type { FieldProperty, Reference } from "@aqtra/components";
import { skipToken } from "@reduxjs/toolkit/query";

import { useEntriesPage } from "../api";
import { refers } from "./use-component";

const isId = (value: unknown): value is number => typeof value === "number";

function idsIn(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => (isReference(item) ? item.id : item)).filter(isId);
}

/** Histories hold the numbers of referenced entries; this finds the names that those have now. */
export function useReferenceNames(property: FieldProperty | undefined, values: readonly unknown[]): (value: unknown) => unknown {
  const referring = refers(property);
  const ids = referring ? [...new Set(values.flatMap(idsIn))].sort((a, b) => a - b) : [];
  const { page } = useEntriesPage(
    ids.length > 0 && property?.component ? { component: property.component, filter: `id in (${ids.join(",")})`, select: "name", top: ids.length } : skipToken,
  );
  const named = (value: unknown): unknown => {
    const found = isId(value) ? page?.rows.find(({ id }) => id === value) : undefined;
    return found ? ({ id: found.id, name: found.name } satisfies Reference) : value;
  };
  return (value) => (!referring ? value : Array.isArray(value) ? value.map(named) : named(value));
}
