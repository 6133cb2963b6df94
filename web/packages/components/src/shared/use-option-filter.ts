import type { RuntimeApi } from "../runtime-api";
import type { DynamicFilterRule, FilterRule } from "../settings";
import { buildFilter, resolveDynamic, resolveStatic } from "./odata";

const NO_RULES: readonly never[] = [];

interface FilterSettings {
  readonly static_filters?: readonly FilterRule[] | undefined;
  readonly dynamic_filters?: readonly DynamicFilterRule[] | undefined;
}

/**
 * OData filter of an element's static and dynamic rules, following the form as it changes. Null while the types of the
 * fields are not known yet: a rule read without its type would be refused.
 */
export function useOptionFilter(component: string | undefined, settings: FilterSettings, runtime: RuntimeApi): string | null | undefined {
  const fixed = settings.static_filters ?? NO_RULES;
  const dynamic = settings.dynamic_filters ?? NO_RULES;
  const fields = [...fixed, ...dynamic].map((rule) => rule.field);
  const properties = runtime.useProperties(component, fields);
  const definition = runtime.useComponent(component);
  const values = runtime.useValues(dynamic.map((rule) => rule.source));
  const rules = [...fixed.map(resolveStatic), ...dynamic.map((rule, index) => resolveDynamic(rule, values[index]))];
  if (fields.length > 0 && !definition) return null;
  return buildFilter(
    rules.filter((rule) => rule !== undefined),
    { timeZone: runtime.timeZone, property: (field) => properties[fields.indexOf(field)] },
  );
}
