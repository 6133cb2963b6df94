/** Operators that mean something for values of a type. Pure. */

import { FILTER_OPERATORS } from "@aqtra/components";
import type { FilterOperator } from "@aqtra/components";
import type { BindType } from "@aqtra/model";

const EQUALITY: readonly FilterOperator[] = ["equal", "not_equal"];
const ORDERED: readonly FilterOperator[] = [...EQUALITY, "greater", "greater_or_equal", "less", "less_or_equal"];
const LISTED: readonly FilterOperator[] = [...EQUALITY, "in", "not_in"];

export function operatorsFor(type: BindType | undefined): readonly FilterOperator[] {
  switch (type) {
    case "integer":
    case "number":
      return [...ORDERED, "in", "not_in"];
    case "datetime":
    case "date":
    case "time":
      return ORDERED;
    case "boolean":
    case "file":
      return EQUALITY;
    case "catalog":
    case "array":
    case "string_enum":
    case "integer_enum":
      return LISTED;
    default:
      return FILTER_OPERATORS;
  }
}
