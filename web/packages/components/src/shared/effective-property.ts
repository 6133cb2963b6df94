import type { Element, FieldProperty } from "../model";
import { decimalText } from "./decimal";

/** The rules a control must obey: those of its property, narrowed by the element's own settings. */
export function effectiveProperty(node: Element, property: FieldProperty): FieldProperty {
  const own = node.settings;
  const override = (id: string) => (own[id] === undefined || own[id] === null || own[id] === "" ? undefined : own[id]);
  const text = (id: string) => (typeof override(id) === "string" ? String(own[id]) : undefined);
  const isNumber = property.type === "number" || property.type === "integer";
  return {
    ...property,
    required: property.required === true || own.required === true,
    ...(isNumber && {
      minimum: decimalText(override("minimum")) ?? property.minimum,
      maximum: decimalText(override("maximum")) ?? property.maximum,
    }),
    ...((property.type === "datetime" || property.type === "date") && {
      min_date: text("min_date") ?? property.min_date,
      max_date: text("max_date") ?? property.max_date,
    }),
    ...(property.type === "time" && {
      min_time: text("min_date") ?? property.min_time,
      max_time: text("max_date") ?? property.max_time,
    }),
  };
}
