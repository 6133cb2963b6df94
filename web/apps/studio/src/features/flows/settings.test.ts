import type { Json, Property } from "@aqtra/model";
import { describe, expect, it } from "vitest";

import { asKind, exactNumber, suffixType } from "./constant";
import { isoOf, secondsOf, spoken } from "./duration";
import { doubled, moved } from "./editors/list-moves";
import { MOST_SHOWN, offerOf, search } from "./editors/path-search";
import { aboutField, compared, comparisons, NEW_RULE, readGroups, ruleFields, writeGroups } from "./filter-rules";
import { modelTree, visibleNodes } from "./model-tree";
import { draftedSchema } from "./sample-schema";

const field = (path: string) => ({ path, type: "string", title: path, component: null });
const property = (name: string, type: string, more: object = {}) => ({ id: name, name, title: name, type, ...more }) as Property;

describe("durations", () => {
  it.each([
    ["PT5M", 300, 5, "minutes"],
    ["PT90S", 90, 90, "seconds"],
    ["PT1H30M", 5_400, 90, "minutes"],
    ["P1D", 86_400, 1, "days"],
    ["P1W", 604_800, 7, "days"],
    [3_600, 3_600, 1, "hours"],
    ["45", 45, 45, "seconds"],
    [0, 0, 0, "seconds"],
  ] as const)("reads %s", (text, seconds, amount, unit) => {
    expect(secondsOf(text)).toBe(seconds);
    expect(spoken(seconds)).toEqual({ amount, unit });
    expect(secondsOf(isoOf(amount, unit))).toBe(seconds);
  });

  it.each(["P", "PT", "P1M", "P1Y", "5 minutes", "", -1, 1.5, true])("does not take %s for one", (value) => {
    expect(secondsOf(value)).toBeNull();
  });
});

describe("filter rules", () => {
  const stored: Json = [
    { rules: [{ field: "a", operator: "greater", value: { const: "1.50" } }, { field: "b", operator: "equal", value: { path: "data.b" } }] },
    { rules: [{ field: "c", operator: "not_equal", compare_with_null: true }] },
  ];

  it("are read and written in the shape they are stored in", () => {
    expect(writeGroups(readGroups(stored))).toEqual(stored);
  });

  it("of a bare list are one group", () => {
    expect(readGroups([{ field: "a" }])).toEqual([[{ field: "a", operator: "equal", compare_with_null: false, value: null }]]);
    expect(readGroups([])).toEqual([]);
    expect(writeGroups([])).toBeUndefined();
  });

  it("keep a constant null apart from no value", () => {
    expect(readGroups([{ field: "a", operator: "equal", value: { const: null } }])[0]?.[0]?.value).toEqual({ const: null });
  });

  const fields = ruleFields([property("name", "string"), property("paid", "boolean"), property("state", "integer", { enum: [{ value: 1, title: "New" }] })]);
  const of = (name: string) => fields.find((each) => each.name === name);

  it("offer the comparisons that fit the field", () => {
    expect(comparisons(of("paid"))).toEqual(["equal", "not_equal", "is_null", "is_not_null"]);
    expect(comparisons(of("name"))).toContain("starts_with");
    expect(comparisons(of("state"))).toContain("in");
    expect(comparisons(of("createdDate"))).not.toContain("contains");
  });

  it("lose a value that the new comparison or field cannot take", () => {
    const rule = { ...NEW_RULE, field: "state", operator: "in", value: { const: [1] } };
    expect(compared(rule, "equal").value).toBeNull();
    expect(compared(rule, "not_in").value).toEqual({ const: [1] });
    expect(compared(rule, "is_not_null")).toEqual({ field: "state", operator: "not_equal", compare_with_null: true, value: null });
    expect(aboutField({ ...rule, operator: "contains", value: { path: "x" } }, of("paid"), "paid")).toEqual({ field: "paid", operator: "equal", compare_with_null: false, value: { path: "x" } });
  });
});

describe("a schema drafted from a sample", () => {
  it("has the types of what is there", () => {
    expect(draftedSchema({ n: 1, p: 1.5, d: "2026-01-31", t: "2026-01-31T10:00:00Z", u: "00000000-0000-4000-8000-000000000001", s: "x", b: false, none: null })).toEqual({
      type: "object",
      properties: {
        n: { type: "integer" },
        p: { type: "number" },
        d: { type: "string", format: "date" },
        t: { type: "string", format: "date-time" },
        u: { type: "string", format: "uuid" },
        s: { type: "string" },
        b: { type: "boolean" },
        none: {},
      },
    });
  });

  it("unites the elements of an array", () => {
    expect(draftedSchema([{ a: 1 }, { a: 1.5, b: null }, { b: "x" }])).toEqual({
      type: "array",
      items: { type: "object", properties: { a: { type: "number" }, b: { type: "string" } } },
    });
    expect(draftedSchema([1, "x"])).toEqual({ type: "array", items: {} });
    expect(draftedSchema([])).toEqual({ type: "array" });
    expect(draftedSchema([[], [1]])).toEqual({ type: "array", items: { type: "array", items: { type: "integer" } } });
  });
});

describe("constants", () => {
  it.each([["12.50", 12.5], ["-3", -3], ["0.1", 0.1], ["123456789012345", 123456789012345], ["1234567890123456", null], ["1e3", null], ["x", null], ["", null]])("takes %s for the number %s", (text, number) => {
    expect(exactNumber(text)).toBe(number);
  });

  it("know their type by the suffix of the target, when it names one", () => {
    expect(suffixType("_sum@number", ["number"])).toEqual({ type: "number" });
    expect(suffixType("_sum@wrong", ["number"])).toEqual({ type: "any" });
    expect(suffixType("sum", ["number"])).toEqual({ type: "any" });
  });

  it("change their kind with what can be kept", () => {
    expect([asKind("12", "number"), asKind("x", "number"), asKind(true, "text"), asKind("true", "boolean"), asKind(1, "null")]).toEqual([12, 0, "true", true, null]);
  });
});

describe("the tree of a model", () => {
  const roots = modelTree(["id", "data", "data.a", "lines", "lines[*].price", "lines[*].sub", "lines[*].sub[*].x", 'lines[*]["odd name"]', "linesx"].map(field));
  const shown = (open: boolean, wanted = "") => visibleNodes(roots, () => open, wanted).map(({ name, level }) => `${level} ${name}`);

  it("puts members under objects and under the elements of arrays", () => {
    expect(shown(true)).toEqual(["1 id", "1 data", "2 a", "1 lines", "2 price", "2 sub", "3 x", '2 ["odd name"]', "1 linesx"]);
    expect(shown(false)).toEqual(["1 id", "1 data", "1 lines", "1 linesx"]);
  });

  it("finds lines in closed branches, with what leads to them", () => {
    expect(shown(false, "sub[*].x")).toEqual(["1 lines", "2 sub", "3 x"]);
    expect(shown(false, "nowhere")).toEqual([]);
  });
});

describe("paths among thousands", () => {
  const fields = Array.from({ length: 5_000 }, (_, at) => field(`data.group${at % 50}.field${at}`));

  it("are found by words in any order, and no more are drawn than can be read", () => {
    const { found, count } = search(offerOf(fields, false), "");
    expect([found.length, count]).toEqual([MOST_SHOWN, 5_000]);
    expect(search(offerOf(fields, false), "field4999 group49")).toEqual({ found: ["data.group49.field4999"], count: 1 });
  });

  it("are indexed once for all pickers", () => {
    expect(offerOf(fields, true)).toBe(offerOf(fields, true));
    expect(search(offerOf(fields, true), "$today").found).toEqual(["$today"]);
    expect(search(offerOf(fields, false), "$today").found).toEqual([]);
  });
});

describe("lists", () => {
  it("move and double rows and leave the list itself alone", () => {
    const rows = ["a", "b", "c"];
    expect([moved(rows, 0, 2), moved(rows, 2, 0), moved(rows, 0, 3), doubled(rows, 1)]).toEqual([["b", "c", "a"], ["c", "a", "b"], ["a", "b", "c"], ["a", "b", "b", "c"]]);
    expect(rows).toEqual(["a", "b", "c"]);
  });
});
