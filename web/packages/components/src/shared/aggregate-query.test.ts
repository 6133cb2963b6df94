import { describe, expect, it } from "vitest";

import { aggregatedProperty, aggregateQuery, columnNames } from "./aggregate-query";

const property = (name: string) => ({ name, title: name, type: "number" as const });

describe("columnNames", () => {
  it("are those of no property, in any case", () => {
    expect(columnNames(2, [property("Total")])).toEqual(["Value1", "Value2"]);
    expect(columnNames(1, [property("value1"), property("Value_x")])).toEqual(["Value__1"]);
  });
});

describe("aggregateQuery", () => {
  const total = { field: "data.Total", summary: "sum", column: "Value1" } as const;

  it("groups what passes the filter", () => {
    const count = { summary: "count", column: "Value2" } as const;
    expect(aggregateQuery("Paid eq true", ["data.Supplier.City", "data.State"], [total, count])).toBe(
      "filter(Paid eq true)/groupby((Supplier/City,State),aggregate(Total with sum as Value1,$count as Value2))",
    );
  });

  it("makes one row of all without fields to group by", () => {
    expect(aggregateQuery(undefined, [], [total])).toBe("aggregate(Total with sum as Value1)");
  });
});

describe("aggregatedProperty", () => {
  const state = { name: "State", title: "State", type: "integer", enum: [{ value: 0, title: "Open" }] } as const;

  it.each([
    ["count", { type: "integer", name: "" }],
    ["sum", { type: "integer", enum: null }],
    ["average", { type: "number", enum: null }],
    ["max", { type: "integer", enum: state.enum }],
  ] as const)("of a %s", (summary, expected) => {
    expect(aggregatedProperty(summary, state)).toMatchObject(expected);
  });
});
