import { describe, expect, it } from "vitest";

import { bindingOptions, defaultControl } from "./binding";
import type { Property, PropertyType } from "./documents";
import { PROPERTY_TYPES } from "./documents";
import { property, sample } from "./testing/fixtures";

const slice = [
  { kind: "text_field", binds: ["string"] },
  { kind: "number", binds: ["integer", "number"] },
  { kind: "select", binds: ["catalog", "string_enum", "integer_enum"] },
  { kind: "checkbox", binds: ["boolean"] },
  { kind: "date_time", binds: ["datetime", "date", "time"] },
];
const whole = [
  ...slice,
  { kind: "day", binds: ["date"] },
  { kind: "time", binds: ["time"] },
  { kind: "multiselect", binds: ["array"] },
  { kind: "file", binds: ["file"] },
  { kind: "hyperlink", binds: ["uri"] },
];
const typed = (type: PropertyType, more: Partial<Property> = {}): Property => property("p", { type, ...more } as Partial<Property>);

describe("the control a dropped property gets", () => {
  it.each([
    ["string", "text_field"], ["integer", "number"], ["number", "number"], ["boolean", "checkbox"],
    ["datetime", "date_time"], ["date", "day"], ["time", "time"], ["catalog", "select"], ["array", "multiselect"],
    ["file", "file"], ["uri", "hyperlink"],
  ] as const)("%s: %s", (type, kind) => {
    expect(defaultControl(typed(type), whole)).toMatchObject({ kind, exact: true, settings: { binding: "data.p" } });
  });

  it.each(["string", "integer"] as const)("%s with values: select", (type) => {
    const control = defaultControl(typed(type, { enum: [{ value: "a", title: "A" }] } as Partial<Property>), whole);
    expect(control?.kind).toBe("select");
  });

  it("stands in with a date and time set to the part that is kept", () => {
    expect(defaultControl(typed("date"), slice)).toEqual({
      kind: "date_time", exact: false, settings: { format: "date", binding: "data.p" },
    });
    expect(defaultControl(typed("time"), slice)?.settings["format"]).toBe("time");
  });

  it("only shows a list of values, which has no entries to choose from", () => {
    const installed = [...whole, { kind: "label", binds: ["array"] }];
    expect(defaultControl(typed("array", { items: "string" } as Partial<Property>), installed)?.kind).toBe("label");
  });

  it("is none where no installed kind can hold the value", () => {
    expect((["array", "file", "uri"] as const).map((type) => defaultControl(typed(type), slice))).toEqual([null, null, null]);
  });

  it("exists for every type once all kinds are installed", () => {
    expect(PROPERTY_TYPES.filter((type) => defaultControl(typed(type), whole) === null)).toEqual([]);
  });
});

describe("binding options", () => {
  it("offers only properties of the accepted types", () => {
    expect(bindingOptions(sample(), ["catalog"]).map((option) => option.path)).toEqual(["data.parent", "data.supplier"]);
  });

  it("shows a property without a title by its name", () => {
    expect(bindingOptions(sample(), ["number"])).toEqual([{ path: "data.total", title: "total", type: "number", system: false }]);
  });
});
