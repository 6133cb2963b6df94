import type { FieldProperty } from "@aqtra/components";
import { describe, expect, it } from "vitest";

import type { Definition } from "../definition";
import { brokenRule, pageErrors } from "./validate";

const rule = (property: Partial<FieldProperty> & Pick<FieldProperty, "type">, value: unknown) => brokenRule({ name: "X", title: "", ...property }, value);

describe("rules of a property", () => {
  it.each([
    ["required and null", { type: "string", required: true }, null, "required"],
    ["required and blank", { type: "string", required: true }, "  ", "required"],
    ["required and false", { type: "boolean", required: true }, false, undefined],
    ["required and zero", { type: "integer", required: true }, 0, undefined],
    ["required and no references", { type: "array", required: true }, [], "required"],
    ["missing but optional", { type: "string", min_length: 2 }, null, undefined],
    ["too short", { type: "string", min_length: 2 }, "7", "min_length"],
    ["long enough in code points", { type: "string", max_length: 1 }, "😀", undefined],
    ["too long", { type: "string", max_length: 2 }, "abc", "max_length"],
    ["below an exact limit", { type: "number", minimum: "0.1" }, "0.09999999999999999999", "minimum"],
    ["above a limit beyond 2^53", { type: "number", maximum: "9007199254740993" }, "9007199254740993.01", "maximum"],
    ["on the limit", { type: "number", minimum: "0" }, "0.00", undefined],
    ["fractional whole number", { type: "integer" }, "1.5", "type"],
    ["no number", { type: "number" }, "abc", "type"],
    ["not offered", { type: "integer", enum: [{ value: 1, title: "" }] }, 2, "enum"],
    ["offered", { type: "string", enum: [{ value: "a", title: "" }] }, "a", undefined],
    ["too early an instant in another offset", { type: "datetime", min_date: "2024-01-01T00:00:00+03:00" }, "2023-12-31T20:59:59Z", "min_date"],
    ["too late a day", { type: "date", max_date: "2024-01-31" }, "2024-02-01", "max_date"],
    ["too early a time", { type: "time", min_time: "08:00:00" }, "07:59:59", "min_time"],
    ["a file that is being sent", { type: "file" }, "incomplete", "uploading"],
    ["a file that has been sent", { type: "file", required: true }, "0b0f6f3e-0000-4000-8000-000000000001", undefined],
    ["no address", { type: "uri" }, "example", "uri"],
    ["a script", { type: "uri" }, "javascript:alert(1)", "uri"],
    ["an address", { type: "uri" }, "https://example.org", undefined],
    ["a path of the application", { type: "uri" }, "/c/orders", undefined],
  ] as const)("%s", (_, property, value, expected) => {
    expect(rule(property, value)?.rule).toBe(expected);
  });

  it("names the limit under the rule's own name", () => {
    expect(rule({ type: "string", min_length: 2 }, "7")).toEqual({ rule: "min_length", params: { min_length: 2 } });
  });
});

describe("errors of a page", () => {
  const field = (id: string, settings: object, kind = "text_field") => ({ id, kind, name: id, settings, children: [] }) as unknown as Definition["pages"][number];
  const definition = { properties: [{ name: "A", title: "A", type: "string", required: true }, { name: "B", title: "B", type: "string" }] } as unknown as Definition;
  const page = (...children: Definition["pages"]) => ({ ...field("p", {}, "page"), children }) as Definition["pages"][number];

  it("come in reading order, property rules narrowed by the element", () => {
    const errors = pageErrors(page(field("1", { binding: "data.B", required: true }), field("2", { binding: "data.A" })), definition, {});
    expect(Object.entries(errors).map(([path, { rule: broken }]) => [path, broken])).toEqual([
      ["data.B", "required"],
      ["data.A", "required"],
    ]);
  });

  it("leave out what is not rendered, hidden, disabled or only shown", () => {
    const hidden = { ...field("h", { hidden: true }, "panel"), children: [field("1", { binding: "data.A" })] } as Definition["pages"][number];
    const shown = [field("2", { binding: "data.A", visible: false }), field("3", { binding: "data.A", disabled: true }), field("4", { binding: "data.A" }, "label")];
    expect(pageErrors(page(hidden, ...shown), definition, {})).toEqual({});
  });

  it("include what a link lets people enter", () => {
    const site = { properties: [{ name: "A", title: "A", type: "uri" }] } as unknown as Definition;
    expect(pageErrors(page(field("1", { binding: "data.A" }, "hyperlink")), site, { A: "example" })["data.A"]?.rule).toBe("uri");
  });

  it.each([
    ["+903125550000", undefined],
    ["0312 555 00 00", "phone"],
    ["ask for Ada", "phone"],
    [null, undefined],
  ])("include whether %j is a telephone number", (value, expected) => {
    expect(pageErrors(page(field("1", { binding: "data.B" }, "phone_number")), definition, { B: value })["data.B"]?.rule).toBe(expected);
  });

  it("include the input mask", () => {
    expect(pageErrors(page(field("1", { binding: "data.B", input_mask: "00" })), definition, { B: "1" })["data.B"]?.rule).toBe("mask");
  });
});
