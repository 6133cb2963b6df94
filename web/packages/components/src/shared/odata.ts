/** OData `$filter` from filter rules: pure, so that every operator and type is tested by example. */
import type { FieldProperty } from "../model";
import type { DynamicFilterRule, FilterOperator, FilterRule } from "../settings";
import { decimalText } from "./decimal";
import { dayBounds } from "./instants";

/** A rule whose right side is known. `values` holds one value, two for `between`, any number for `in`. */
export interface ResolvedRule {
  field: string;
  operator: FilterOperator | "between";
  values: readonly unknown[];
  isNull?: boolean;
}

export interface FilterContext {
  property: (field: string) => FieldProperty | undefined;
  timeZone: string;
}

const COMPARISON: Partial<Record<ResolvedRule["operator"], string>> = {
  equal: "eq",
  not_equal: "ne",
  greater: "gt",
  greater_or_equal: "ge",
  less: "lt",
  less_or_equal: "le",
};
const TEXT_FUNCTION: Partial<Record<ResolvedRule["operator"], string>> = {
  contains: "contains",
  not_contains: "contains",
  starts_with: "startswith",
  ends_with: "endswith",
};

/** All rules joined by `and`; undefined when none limits anything. Rules that cannot be read are left out. */
export function buildFilter(rules: readonly ResolvedRule[], context: FilterContext): string | undefined {
  const clauses = rules.map((rule) => clause(rule, context)).filter((text) => text !== undefined);
  return clauses.length > 0 ? clauses.join(" and ") : undefined;
}

/** `data.supplier.name` → `supplier/name`: system names are reserved, so `data` needs no saying. */
export function odataPath(field: string): string {
  return field.replace(/^data[./]/, "").replace(/\.data\./g, "/").replace(/\./g, "/");
}

function clause(rule: ResolvedRule, context: FilterContext): string | undefined {
  const path = odataPath(rule.field);
  const property = context.property(rule.field);
  if (rule.isNull) return `${path} ${rule.operator === "not_equal" ? "ne" : "eq"} null`;
  if (property?.type === "datetime" && rule.values.every(isDay)) return dayClause(path, rule, context.timeZone);
  const literals = rule.values.map((value) => literal(value, property)).filter((text) => text !== undefined);
  const first = literals[0];
  if (first === undefined) return undefined;
  if (rule.operator === "in" || rule.operator === "not_in") {
    const list = `${path} in (${literals.join(",")})`;
    return rule.operator === "in" ? list : `not (${list})`;
  }
  if (rule.operator === "between") return literals[1] === undefined ? undefined : `${path} ge ${first} and ${path} le ${literals[1]}`;
  const call = TEXT_FUNCTION[rule.operator];
  if (call) return `${rule.operator === "not_contains" ? "not " : ""}${call}(${path},${quoted(rule.values[0])})`;
  const comparison = COMPARISON[rule.operator];
  return comparison && `${path} ${comparison} ${first}`;
}

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** A calendar day against an instant means the whole day in the reader's zone. */
function dayClause(path: string, rule: ResolvedRule, zone: string): string | undefined {
  const first = isDay(rule.values[0]) ? dayBounds(rule.values[0], zone) : undefined;
  if (!first) return undefined;
  const last = (isDay(rule.values[1]) ? dayBounds(rule.values[1], zone) : undefined) ?? first;
  switch (rule.operator) {
    case "equal":
      return `${path} ge ${first.start} and ${path} lt ${first.end}`;
    case "not_equal":
      return `(${path} lt ${first.start} or ${path} ge ${first.end})`;
    case "greater":
      return `${path} ge ${first.end}`;
    case "greater_or_equal":
      return `${path} ge ${first.start}`;
    case "less":
      return `${path} lt ${first.start}`;
    case "less_or_equal":
      return `${path} lt ${first.end}`;
    case "between":
      return `${path} ge ${first.start} and ${path} lt ${last.end}`;
    default:
      return undefined;
  }
}

function quoted(value: unknown): string {
  return `'${String(value).replace(/'/g, "''")}'`;
}

/** A constant by property type; undefined when it does not fit, so that a half-typed value filters nothing. */
export function literal(value: unknown, property: FieldProperty | undefined): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  switch (property?.type) {
    case "integer":
    case "number":
      return decimalText(value);
    case "boolean":
      return /^(true|false)$/i.test(String(value)) ? String(value).toLowerCase() : undefined;
    case "catalog":
    case "array": {
      const id = typeof value === "object" && "id" in value ? value.id : value;
      return decimalText(id);
    }
    case "datetime":
    case "date":
    case "time":
      return /^[\d:.TZ+-]+$/.test(String(value)) ? String(value) : undefined;
    case undefined:
      return typeof value === "number" || typeof value === "boolean" ? String(value) : quoted(value);
    default:
      return quoted(value);
  }
}

/** A stored constant rule; lists are separated by commas. */
export function resolveStatic(rule: FilterRule): ResolvedRule {
  const operator = rule.operator ?? "equal";
  const text = rule.value ?? "";
  const isList = operator === "in" || operator === "not_in";
  return {
    field: rule.field,
    operator,
    isNull: rule.compare_with_null,
    values: isList ? text.split(",").map((part) => part.trim()) : [text],
  };
}

/** A rule against the current form; undefined while its source is empty and says nothing. */
export function resolveDynamic(rule: DynamicFilterRule, value: unknown): ResolvedRule | undefined {
  const operator = rule.operator ?? "equal";
  const empty = value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  if (empty) {
    const meansNull = rule.compare_with_null === true || rule.skip_if_empty === false;
    return meansNull ? { field: rule.field, operator, values: [], isNull: true } : undefined;
  }
  return { field: rule.field, operator, values: Array.isArray(value) ? value : [value] };
}
