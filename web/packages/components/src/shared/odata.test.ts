import { describe, expect, it } from "vitest";

import type { FieldProperty } from "../model";
import { buildFilter, type FilterContext, odataPath, resolveDynamic, resolveStatic } from "./odata";

const types: Record<string, FieldProperty["type"]> = {
  "data.Name": "string",
  "data.State": "integer",
  "data.Total": "number",
  "data.Paid": "boolean",
  "data.Due": "datetime",
  "data.Day": "date",
  "data.Supplier": "catalog",
  "data.Supplier.City": "string",
};
const context: FilterContext = {
  timeZone: "Europe/Istanbul",
  property: (field) => (types[field] ? { name: field, title: "", type: types[field] } : undefined),
};
const one = (field: string, operator: Parameters<typeof buildFilter>[0][number]["operator"], ...values: unknown[]) =>
  buildFilter([{ field, operator, values }], context);

describe("filter rules as OData", () => {
  it.each([
    [one("data.Name", "equal", "O'Hara"), "Name eq 'O''Hara'"],
    [one("data.Name", "contains", "10"), "contains(Name,'10')"],
    [one("data.Name", "not_contains", "x"), "not contains(Name,'x')"],
    [one("data.Name", "starts_with", "a"), "startswith(Name,'a')"],
    [one("data.Name", "ends_with", "z"), "endswith(Name,'z')"],
    [one("data.State", "in", 1, "2"), "State in (1,2)"],
    [one("data.State", "not_in", 1), "not (State in (1))"],
    [one("data.Total", "greater", "12345678901234567890.01"), "Total gt 12345678901234567890.01"],
    [one("data.Total", "between", "1", "2.5"), "Total ge 1 and Total le 2.5"],
    [one("data.Paid", "equal", "False"), "Paid eq false"],
    [one("data.Day", "less_or_equal", "2024-01-31"), "Day le 2024-01-31"],
    [one("data.Supplier", "equal", { id: 7, name: "Acme" }), "Supplier eq 7"],
    [one("data.Supplier.City", "equal", "Ankara"), "Supplier/City eq 'Ankara'"],
  ])("%s", (built, expected) => {
    expect(built).toBe(expected);
  });

  it("takes a day against an instant as the whole day in the reader's zone", () => {
    expect(one("data.Due", "equal", "2024-01-31")).toBe("Due ge 2024-01-30T21:00:00Z and Due lt 2024-01-31T21:00:00Z");
    expect(one("data.Due", "greater", "2024-01-31")).toBe("Due ge 2024-01-31T21:00:00Z");
    expect(one("data.Due", "between", "2024-01-01", "2024-01-31")).toBe("Due ge 2023-12-31T21:00:00Z and Due lt 2024-01-31T21:00:00Z");
    expect(one("data.Due", "not_equal", "2024-01-31")).toBe("(Due lt 2024-01-30T21:00:00Z or Due ge 2024-01-31T21:00:00Z)");
  });

  it("joins rules by and, and leaves out what says nothing", () => {
    const rules = [
      { field: "data.State", operator: "equal" as const, values: [3] },
      { field: "data.Total", operator: "greater" as const, values: ["not a number"] },
      { field: "data.Name", operator: "equal" as const, values: [], isNull: true },
    ];
    expect(buildFilter(rules, context)).toBe("State eq 3 and Name eq null");
    expect(buildFilter([], context)).toBeUndefined();
  });

  it("cannot be broken out of by a value", () => {
    expect(one("data.Name", "contains", "') or true or contains(Name,'")).toBe("contains(Name,''') or true or contains(Name,''')");
    expect(one("data.Due", "greater", "2024 or 1 eq 1")).toBeUndefined();
  });

  it("reads stored rules", () => {
    expect(buildFilter([resolveStatic({ field: "data.State", operator: "in", value: "1, 2" })], context)).toBe("State in (1,2)");
    expect(buildFilter([resolveStatic({ field: "data.Name", operator: "not_equal", compare_with_null: true })], context)).toBe("Name ne null");
  });

  it("ignores a dynamic rule without a source unless it compares with null", () => {
    const rule = { field: "data.State", source: "data.x" };
    expect(resolveDynamic(rule, null)).toBeUndefined();
    expect(resolveDynamic({ ...rule, compare_with_null: true }, "")).toMatchObject({ isNull: true });
    expect(resolveDynamic({ ...rule, skip_if_empty: false }, null)).toMatchObject({ isNull: true });
    expect(resolveDynamic(rule, 0)).toEqual({ field: "data.State", operator: "equal", values: [0] });
  });

  it("writes paths through references with slashes", () => {
    expect(odataPath("data.supplier.data.city.name")).toBe("supplier/city/name");
    expect(odataPath("createdDate")).toBe("createdDate");
  });
});
