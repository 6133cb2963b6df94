import { describe, expect, it } from "vitest";

import type { FieldProperty } from "../model";
import type { ChartSource } from "../settings";
import { groupsQuery, MOST_POINTS, pointsQuery, seriesOf } from "./series";

const property = (name: string, more: Partial<FieldProperty> & Pick<FieldProperty, "type">): FieldProperty => ({ name, title: name, ...more });
const properties: Readonly<Record<string, FieldProperty>> = {
  Total: property("Total", { type: "number" }),
  Secret: property("Secret", { type: "string", encrypted: true }),
  Supplier: property("Supplier", { type: "catalog", component: "suppliers" }),
  "Supplier/City": property("City", { type: "string" }),
};
const find = (field: string) => properties[field.replace("data.", "").replace(".", "/")];
const made = (...sources: ChartSource[]) => seriesOf(sources, Object.values(properties), find);
const asked = (more: object = {}) => ({ component: "invoices", filter: "Paid eq true", label: "data.Supplier", order: [], ...more });

it("series without a value draw nothing, unless they count", () => {
  expect(made({}, { aggregate: "count" }, { value: "data.Total" }).map(({ summary }) => summary)).toEqual(["count", undefined]);
});

describe("points", () => {
  const series = made({ value: "data.Total" });

  it("are asked for with label and values, in the order of the label", () => {
    expect(pointsQuery(asked(), series, find)).toEqual({
      component: "invoices",
      filter: "Paid eq true",
      orderby: "Supplier",
      select: ["Supplier", "Total"],
      expand: ["Supplier"],
      references: [],
      top: MOST_POINTS,
      count: true,
    });
  });

  it("come with what stands behind references", () => {
    expect(pointsQuery(asked({ label: "data.Supplier.City" }), series, find).references).toMatchObject([{ field: "Supplier", component: "suppliers", select: ["City"] }]);
  });

  it.each([
    [{ label: undefined }, "id", ["name", "Total"]],
    [{ label: "data.Secret" }, "id", ["Secret", "Total"]],
    [{ order: [{ field: "data.Total", direction: "descending" }] }, "Total desc", ["Supplier", "Total"]],
  ])("with %j are ordered by %s", (more, orderby, select) => {
    expect(pointsQuery(asked(more), series, find)).toMatchObject({ orderby, select });
  });
});

describe("groups", () => {
  const series = made({ value: "data.Total", aggregate: "sum" }, { aggregate: "count" });

  it("are put together by the server", () => {
    expect(groupsQuery(asked(), series)).toMatchObject({
      apply: "filter(Paid eq true)/groupby((Supplier),aggregate(Total with sum as Value1,$count as Value2))",
      orderby: undefined,
      top: MOST_POINTS,
    });
  });

  it("are ordered by label and values; what is in no group orders nothing", () => {
    const order = [{ field: "Total", direction: "descending" as const }, { field: "data.Due" }, { field: "data.Supplier" }];
    expect(groupsQuery(asked({ order }), series).orderby).toBe("Value1 desc,Supplier");
  });
});
