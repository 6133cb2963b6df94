/** Conditions on the fields of a component: groups of which one must hold, rules that must all hold. Pure. */

import { bindType, SYSTEM_FIELDS } from "@aqtra/model";
import type { BindType, Json, JsonObject, Property } from "@aqtra/model";

import { operatorsFor } from "../../shared/filter-operators";
import { constantType } from "./constant";
import type { ConstantType } from "./constant";
import { isObject } from "./requirements";

/** What a field is compared with. */
export type Operand = { const: Json } | { path: string };

export interface Rule {
  field: string;
  operator: string;
  compare_with_null: boolean;
  value: Operand | null;
}

export type Groups = Rule[][];

export interface RuleField {
  name: string;
  title: string;
  type: BindType;
  constant: ConstantType;
}

function readOperand(value: Json | undefined): Operand | null {
  if (!isObject(value)) return null;
  if (typeof value["path"] === "string") return { path: value["path"] };
  return value["const"] === undefined ? null : { const: value["const"] };
}

function readRule(value: Json): Rule[] {
  if (!isObject(value)) return [];
  const { field, operator, compare_with_null: withNull } = value;
  return [
    {
      field: typeof field === "string" ? field : "",
      operator: typeof operator === "string" ? operator : "equal",
      compare_with_null: withNull === true,
      value: readOperand(value["value"]),
    },
  ];
}

/** A bare list of rules is one group. */
export function readGroups(value: Json | undefined): Groups {
  if (!Array.isArray(value)) return [];
  const list = value as readonly Json[];
  const groups = list.filter((each): each is JsonObject => isObject(each) && "rules" in each);
  if (groups.length === 0) return list.length === 0 ? [] : [list.flatMap(readRule)];
  return groups.map(({ rules }) => (Array.isArray(rules) ? (rules as readonly Json[]).flatMap(readRule) : []));
}

export function writeGroups(groups: Groups): Json | undefined {
  if (groups.length === 0) return undefined;
  return groups.map((rules): JsonObject => ({ rules: rules.map(writeRule) }));
}

function writeRule({ field, operator, compare_with_null: withNull, value }: Rule): JsonObject {
  if (withNull) return { field, operator, compare_with_null: true };
  return { field, operator, ...(value === null ? {} : { value: value as JsonObject }) };
}

export const NEW_RULE: Rule = { field: "", operator: "equal", compare_with_null: false, value: null };

/** All a rule can be about: properties first, then the fields every entry has. */
export function ruleFields(properties: readonly Property[]): RuleField[] {
  const own = properties.map((property) => ({
    name: property.name,
    title: property.title || property.name,
    type: bindType(property),
    constant: constantType(property),
  }));
  const system = SYSTEM_FIELDS.map(({ name, title, type }) => ({ name, title, type: type as BindType, constant: { type } }));
  return [...own, ...system];
}

/** Choices of the operator field. Whether a value is there at all is asked like a comparison. */
export const IS_NULL = "is_null";
export const IS_NOT_NULL = "is_not_null";

export function comparisons(field: RuleField | undefined): string[] {
  return [...operatorsFor(field?.type), IS_NULL, IS_NOT_NULL];
}

export function comparisonOf({ operator, compare_with_null: withNull }: Rule): string {
  if (!withNull) return operator;
  return operator === "not_equal" ? IS_NOT_NULL : IS_NULL;
}

const takesList = (operator: string): boolean => operator === "in" || operator === "not_in";

/** The rule with another comparison; a value that cannot stay goes. */
export function compared(rule: Rule, comparison: string): Rule {
  if (comparison === IS_NULL || comparison === IS_NOT_NULL) {
    return { ...rule, operator: comparison === IS_NULL ? "equal" : "not_equal", compare_with_null: true, value: null };
  }
  const wasList = takesList(rule.operator);
  const constant = rule.value && "const" in rule.value;
  const value = constant && wasList !== takesList(comparison) ? null : rule.value;
  return { ...rule, operator: comparison, compare_with_null: false, value };
}

/** The rule about another field: its comparison stays when it fits. */
export function aboutField(rule: Rule, field: RuleField | undefined, name: string): Rule {
  const stays = comparisons(field).includes(comparisonOf(rule));
  const value = rule.value && "path" in rule.value ? rule.value : null;
  return { ...(stays ? rule : compared(rule, "equal")), field: name, value };
}

export { takesList };
