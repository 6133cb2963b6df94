import { describe, expect, it } from "vitest";

import { countingIds, property, sample } from "../testing/fixtures";
import { formatEnum, newProperty, parseEnum } from "./property";

describe("newProperty", () => {
  it("takes the lowest free number", () => {
    const document = { ...sample(), properties: [property("Property_1"), property("Property_3")] };
    expect(newProperty(document, countingIds())).toMatchObject({ name: "Property_2", type: "string", title: "" });
  });
});

describe("values of an enumeration", () => {
  const text = "0|Under Review\n\n1|Accepted for Payment\n 2 ";

  it("read one value and title per line", () => {
    expect(parseEnum(text, "integer").values).toEqual([
      { value: 0, title: "Under Review" }, { value: 1, title: "Accepted for Payment" }, { value: 2, title: "" },
    ]);
    expect(parseEnum("a|b|c", "string").values).toEqual([{ value: "a", title: "b|c" }]);
  });

  it("come back as the text they were written as", () => {
    const values = parseEnum(text, "integer").values ?? [];
    expect(parseEnum(formatEnum(values), "integer").values).toEqual(values);
  });

  it.each([
    ["x|Ten", { rule: "not_integer", line: 1, value: "x" }],
    ["1\n1.5", { rule: "not_integer", line: 2, value: "1.5" }],
    ["1|a\n2|b\n1|c", { rule: "twice", line: 3, value: "1" }],
    ["9007199254740993", { rule: "not_integer", line: 1, value: "9007199254740993" }],
    [" \n", { rule: "empty" }],
  ])("refuse %j with the place", (written, problem) => {
    expect(parseEnum(written, "integer")).toEqual({ values: null, problem });
  });
});
