import { describe, expect, it } from "vitest";

import type { Entry, FieldProperty } from "../model";
import type { PivotField } from "./fields";
import { expressionOf, groupsIn, levelEntriesQuery, type LevelQuery, whereGroup, whereValues } from "./queries";

const field = (path: string, property: Partial<FieldProperty> & Pick<FieldProperty, "type">, more: Partial<PivotField> = {}): PivotField => ({
  id: path,
  path: `data.${path}`,
  caption: path,
  property: { name: path, title: path, ...property },
  interval: "none",
  summary: "sum",
  descending: false,
  format: undefined,
  ...more,
});
const region = field("Region", { type: "catalog", component: "regions" });
const city = field("City", { type: "string" });
const day = field("Day", { type: "date" }, { interval: "quarter", descending: true });
const at = field("At", { type: "datetime" }, { interval: "month" });
const total = field("Total", { type: "number" });
const level = (fields: PivotField[], parents?: unknown[][]) => ({ fields, parents });
const asked = (more: Partial<LevelQuery> = {}): LevelQuery => ({
  component: "deals",
  filter: undefined,
  rows: level([]),
  columns: level([]),
  data: [total],
  prefix: "g",
  timeZone: "Europe/Istanbul",
  ...more,
});

describe("what a pivot asks", () => {
  it("is one row for everything", () => {
    expect(levelEntriesQuery(asked({ filter: "Open eq true" }), 0)).toEqual({
      component: "deals",
      apply: "filter(Open eq true)/aggregate($count as gn,Total with sum as gv0)",
      top: 1000,
      skip: 0,
      count: true,
    });
  });

  it("is a row of each combination, ordered as people see it", () => {
    const query = levelEntriesQuery(asked({ rows: level([region]), columns: level([day]) }), 2);
    expect(query.apply).toBe(
      "compute(Region/id as gr0,Region/name as gr0n,startofquarter(Day) as gc0)/groupby((gr0,gr0n,gc0),aggregate($count as gn,Total with sum as gv0))",
    );
    expect(query).toMatchObject({ orderby: "gr0n,gr0,gc0 desc", skip: 2000 });
  });

  it("asks only for the members of open groups, those of one family together", () => {
    const open = [
      [{ id: 1 }, "Bonn"],
      [{ id: 1 }, "Köln"],
      [{ id: 2 }, null],
    ];
    const query = levelEntriesQuery(asked({ rows: level([region, city, at], open) }), 0);
    expect(query.apply).toContain("/filter(((gr0 eq 1 and gr1 in ('Bonn','Köln')) or (gr0 eq 2 and gr1 in (null))))/");
    expect(query.apply).toContain("startofmonth(At,'Europe/Istanbul') as gr2");
  });

  it("asks for the whole level when there is too much to say", () => {
    const open = Array.from({ length: 500 }, (_, index) => [`a rather long name ${index}`]);
    const query = levelEntriesQuery(asked({ rows: level([city, region], open) }), 0);
    expect(query.apply).not.toContain("filter(");
  });

  it("counts entries where nothing is added up", () => {
    const query = asked({ rows: level([city]), data: [field("Total", { type: "number" }, { summary: "count" }), field("Day", { type: "date" }, { summary: "max" })] });
    expect(levelEntriesQuery(query, 0).apply).toContain("aggregate($count as gn,Day with max as gv1)");
    expect(groupsIn(query, [{ gr0: null, gn: 3, gv1: "2026-01-05" } as unknown as Entry])).toEqual([{ row: [null], column: [], count: 3, values: [3, "2026-01-05"] }]);
  });

  it("reads references with their names, and numbers as they came", () => {
    const query = asked({ rows: level([region]), columns: level([day]) });
    const rows = [{ gr0: 1, gr0n: "North", gc0: "2026-01-01", gn: 2, gv0: "0.30000000000000000001" }, { gr0: null, gr0n: null, gc0: null, gn: 1, gv0: null }];
    expect(groupsIn(query, rows as unknown as Entry[])).toEqual([
      { row: [{ id: 1, name: "North" }], column: ["2026-01-01"], count: 2, values: ["0.30000000000000000001"] },
      { row: [null], column: [null], count: 1, values: [null] },
    ]);
  });
});

describe("conditions", () => {
  it("find the entries of a group", () => {
    expect(whereGroup([region, at, city], [{ id: 7 }, "2026-01-01", null], "UTC")).toEqual(["Region/id eq 7", "startofmonth(At,'UTC') eq 2026-01-01", "City eq null"]);
  });

  it("keep or leave out values", () => {
    expect(whereValues(city, { mode: "only", values: ["O'Hare", null] }, "UTC")).toBe("City in ('O''Hare',null)");
    expect(whereValues(region, { mode: "except", values: [{ id: 2 }] }, "UTC")).toBe("not (Region/id in (2))");
    expect(whereValues(city, { mode: "only", values: [] }, "UTC")).toBe("false");
  });

  it("take a day as it is", () => {
    expect(expressionOf(field("Day", { type: "date" }), "UTC")).toBe("Day");
  });
});
