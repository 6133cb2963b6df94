import { useState } from "react";

import type { Element, FieldProperty } from "../model";
import type { RuntimeApi } from "../runtime-api";
import type { DynamicFilterRule, FilterRule, OrderField } from "../settings";
import { useCollectionComponent } from "./collection-component";
import { buildFilter, odataPath, type ResolvedRule, resolveDynamic, resolveStatic } from "./odata";
import { isReference } from "./reference";

/** The settings by which elements say whose entries they show. */
export interface CollectionSettings {
  readonly component?: string | undefined;
  readonly data_object?: string | undefined;
  readonly static_filters?: readonly FilterRule[] | undefined;
  readonly dynamic_filters?: readonly DynamicFilterRule[] | undefined;
  readonly order_fields?: readonly OrderField[] | undefined;
  readonly manual_reload?: boolean | undefined;
  readonly data_model_source?: string | undefined;
}

export interface Collection {
  /** Whose entries to ask for; undefined while there is nothing to ask: no component, nothing loaded yet, no entries referred to. */
  readonly component: string | undefined;
  /** Whose entries these are, also while there is nothing to ask. */
  readonly shown: string | undefined;
  /** The property that refers to the entries refers to none. */
  readonly isEmpty: boolean;
  /** False until the first Refresh of what is loaded by hand, and always on the canvas. */
  readonly asked: boolean;
  /** OData `$filter` of static rules, dynamic rules and those of the reader. */
  readonly filter: string | undefined;
  /** Property behind a field of the shown component; only of those that were named or stand in the rules. */
  readonly property: (field: string) => FieldProperty | undefined;
  /** Takes the form's values of now for what is loaded by hand; the caller reads its rows again. */
  readonly refresh: () => void;
  /** Right side of the first dynamic filter on a field. */
  readonly filterValue: (field: string) => unknown;
}

const NOTHING: readonly never[] = [];

/** Which entries an element shows: its rules, the form they look at, and the reader's own rules, AND-ed by the server. */
export function useCollection(
  settings: CollectionSettings,
  shown: readonly string[],
  readersRules: readonly (ResolvedRule | undefined)[],
  design: boolean,
  runtime: RuntimeApi,
): Collection {
  const dynamic = settings.dynamic_filters ?? NOTHING;
  const fixed = settings.static_filters ?? NOTHING;
  const order = settings.order_fields ?? NOTHING;
  const fields = [...new Set([...shown, ...[...fixed, ...dynamic, ...order].map((rule) => rule.field)])];
  const component = useCollectionComponent({ settings: settings as Element["settings"] }, runtime);
  const definition = runtime.useComponent(component);
  const properties = runtime.useProperties(component, fields);
  const property = (field: string) => properties[fields.indexOf(field)];

  const source = settings.data_model_source || undefined;
  const current = runtime.useValues([source ?? "id", ...dynamic.map((rule) => rule.source)]);
  // With manual reload the form may change as it likes: its values count as they were at the last Refresh.
  const [atRefresh, setAtRefresh] = useState<readonly unknown[] | null>(null);
  const values = settings.manual_reload ? atRefresh : current;
  const asked = values !== null && !design;
  const [sourceValue, ...dynamicValues] = values ?? NOTHING;
  const rules = [...fixed.map(resolveStatic), ...dynamic.map((rule, index) => resolveDynamic(rule, dynamicValues[index])), ...readersRules];
  const ids = source ? referencedIds(sourceValue) : undefined;
  const filter = [ids && `id in (${ids.join(",")})`, buildFilter(rules.filter((rule) => rule !== undefined), { property, timeZone: runtime.timeZone })]
    .filter(Boolean)
    .join(" and ");

  // Fields of the platform are known before those of the component: a rule read without its type would be refused.
  const known = fields.length === 0 || definition !== undefined;
  return {
    component: asked && known && ids?.length !== 0 ? component : undefined,
    shown: component,
    isEmpty: ids?.length === 0,
    asked,
    filter: filter || undefined,
    property,
    refresh: () => {
      if (settings.manual_reload) setAtRefresh(current);
    },
    filterValue: (field) => {
      const at = dynamic.findIndex((rule) => odataPath(rule.field) === odataPath(field));
      return at < 0 ? null : (current[at + 1] ?? null);
    },
  };
}

/** Entry numbers of a catalog or array value of the current entry. */
function referencedIds(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value])
    .map((item: unknown) => (isReference(item) ? item.id : item))
    .filter((id): id is number => typeof id === "number");
}
