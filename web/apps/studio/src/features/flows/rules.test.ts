import type { Flow, Property, Step } from "@aqtra/model";
import { describe, expect, it } from "vitest";

import { mapByName, namesake, readRows, withRow, writeRows } from "./mapping";
import { readConstant } from "./constant";
import { dropped, footOf, nudged } from "./moves";
import { fieldsFor, fieldsWithin, sourceFields } from "./source-fields";
import type { Parameter, StepType } from "./types";
import { wireLine } from "./wire-path";
import { defaultSource, lostPorts, portsOf, wires } from "./wiring";

function step(id: string, ...source: string[]): Step {
  return { id, type: "t", name: id, source, params: {}, branches: {} };
}

const FLOW: Flow = {
  key: "f",
  kind: "dataflow",
  name: "f",
  restrict_access: false,
  generate_api_definition: false,
  atomic: false,
  safe_to_repeat: false,
  stages: [
    { id: "one", name: "one", steps: [step("a"), step("b", "a"), step("c", "b")] },
    { id: "two", name: "two", steps: [step("d", "a", "gone")] },
    { id: "three", name: "three", steps: [] },
  ],
};

const field = (path: string) => ({ path, type: "string", title: path, component: null });
const property = (name: string, type = "string") => ({ id: name, name, type }) as Property;

describe("moving a step", () => {
  it.each([
    ["a", "down", { stage: "one", index: 2 }],
    ["b", "up", { stage: "one", index: 0 }],
    ["c", "right", { stage: "two", index: 1 }],
    ["d", "left", { stage: "one", index: 0 }],
    ["a", "up", null],
    ["c", "down", null],
    ["a", "left", null],
  ] as const)("%s %s", (id, direction, spot) => {
    expect(nudged(FLOW, id, direction)).toEqual(spot);
  });

  it.each([
    ["a", "c", false, { stage: "one", index: 3 }],
    ["c", "a", true, { stage: "one", index: 0 }],
    ["d", "b", false, { stage: "one", index: 1 }],
    ["d", "b", true, { stage: "one", index: 2 }],
    ["a", footOf("three"), false, { stage: "three", index: 0 }],
    ["a", "a", false, null],
  ])("drops %s on %s", (id, over, below, spot) => {
    expect(dropped(FLOW, id, over, below)).toEqual(spot);
  });
});

describe("wiring", () => {
  it("feeds a new step from the last one before it, also across an empty stage", () => {
    expect(defaultSource(FLOW, "one")).toEqual(["c"]);
    expect(defaultSource(FLOW, "three")).toEqual(["d"]);
  });

  it("tells sources that are gone or come later", () => {
    const stages = [{ id: "s", name: "s", steps: [step("x", "y"), step("y", "x", "gone")] }];
    const flow = { ...FLOW, stages };
    expect(lostPorts(flow, step("x", "y"), undefined)).toMatchObject([{ parameter: "source_step", sources: ["y"] }]);
    expect(lostPorts(flow, step("y", "x", "gone"), undefined)).toMatchObject([{ sources: ["gone"] }]);
    expect(wires(flow)).toEqual([
      { from: "y", to: "x", backward: true, place: 0, count: 1, mark: "" },
      { from: "x", to: "y", backward: false, place: 0, count: 1, mark: "" },
    ]);
  });

  it("unites the fields of all sources, each once", () => {
    const models = { a: [field("id"), field("x")], b: [field("id"), field("y")] };
    expect(sourceFields(step("c", "a", "b"), undefined, models).map(({ path }) => path)).toEqual(["id", "x", "y"]);
  });

  it("draws a straight line to the step below, and around the steps between", () => {
    const card = (top: number, left = 0) => ({ left, top, width: 100, height: 40 });
    expect(wireLine(card(0), card(64)).d).toBe("M 50 40 L 50 64");
    expect(wireLine(card(0), card(200)).d).toContain("C -28");
    expect(wireLine(card(0), card(0, 200)).d).toMatch(/^M 100 20 C .* 200 20$/);
  });

  it("lets wires with one end arrive side by side", () => {
    const card = (left: number) => ({ left, top: 0, width: 100, height: 40 });
    expect([0, 1].map((place) => wireLine(card(0), card(200), place, 2).mark.y)).toEqual([11, 29]);
  });
});

const JOIN: StepType = {
  id: "join_models", title: "Join models", group: "model_transformation", purpose: "", output: "", input: { sources: 2, mode: "join" },
  parameters: ["left_step", "right_step"].map((name) => ({ name, type: "step_ref", title: name === "left_step" ? "Left step" : "Right step", help: "", required: true, stored: "params" as const })),
};

describe("a step with two streams", () => {
  const join: Step = { ...step("j"), type: "join_models", params: { left_step: "a", right_step: ["b", "c"] } };
  const models = { a: [field("id")], b: [field("id"), field("lines"), field("lines[*].price")], c: [field("x")] };
  const parameter = (change: Partial<Parameter>): Parameter => ({ name: "p", type: "field_path", title: "", help: "", required: false, ...change });

  it("takes them from the settings that name them, several steps being a union", () => {
    expect(portsOf(join, JOIN).map(({ parameter: name, sources }) => [name, sources])).toEqual([["left_step", ["a"]], ["right_step", ["b", "c"]]]);
  });

  it("is wired to every source, each wire with its mark", () => {
    const flow = { ...FLOW, stages: [{ id: "s", name: "s", steps: [step("a"), step("b"), step("c"), join] }] };
    const ends = wires(flow, (id) => (id === "join_models" ? JOIN : undefined));
    expect(ends.map(({ from, place, count, mark }) => [from, place, count, mark])).toEqual([["a", 0, 3, "L"], ["b", 1, 3, "R1"], ["c", 2, 3, "R2"]]);
  });

  it("offers the paths of one stream, or all under the name of their stream", () => {
    expect(sourceFields(join, JOIN, models, 1).map(({ path }) => path)).toEqual(["id", "lines", "lines[*].price", "x"]);
    expect(sourceFields(join, JOIN, models).map(({ path }) => path)).toEqual(["left.id", "right.id", "right.lines", "right.lines[*].price", "right.x"]);
  });

  it("offers what is inside the array that another setting names", () => {
    expect(fieldsWithin(models.b, "lines").map(({ path }) => path)).toEqual(["price"]);
    const inside = { ...join, params: { ...join.params, array_path: "lines" } };
    expect(fieldsFor(inside, JOIN, models, parameter({ within: "array_path", port: 1 })).map(({ path }) => path)).toEqual(["price"]);
    expect(fieldsFor(join, JOIN, models, parameter({ within: "array_path", port: 1 }))).toEqual([]);
  });

  it("says of each stream what is lost", () => {
    const flow = { ...FLOW, stages: [{ id: "s", name: "s", steps: [step("b"), join, step("c")] }] };
    expect(lostPorts(flow, join, JOIN).map(({ parameter: name, sources }) => [name, sources])).toEqual([["left_step", ["a"]], ["right_step", ["c"]]]);
  });
});

describe("mapping rows", () => {
  it("keeps a constant null apart from a row that writes nothing", () => {
    const rows = readRows([{ target: "a" }, { target: "b", const: null }, { target: "c", source: "id" }, "noise"]);
    expect(rows).toEqual([{ target: "a" }, { target: "b", const: null }, { target: "c", source: "id" }]);
    expect(writeRows(rows)).toEqual([{ target: "a" }, { target: "b", const: null }, { target: "c", source: "id" }]);
  });

  it("changes one row and keeps the order of the others", () => {
    const rows = [{ target: "a", source: "x" }, { target: "b", source: "y" }];
    expect(withRow(rows, "a", { target: "a", const: 1 })).toEqual([{ target: "a", const: 1 }, { target: "b", source: "y" }]);
    expect(withRow(rows, "a", null)).toEqual([{ target: "b", source: "y" }]);
  });

  it("prefers the form's own property to a variable of the same name", () => {
    const fields = [field("_price@number"), field("data.price"), field("supplier.price")];
    expect(namesake("price", fields)).toBe("data.price");
    expect(namesake("price", fields.slice(0, 1))).toBe("_price@number");
    expect(namesake("color", fields)).toBeUndefined();
    expect(namesake("price", [field("lines[*].price")])).toBeUndefined();
  });

  it("maps by name without touching what is mapped", () => {
    const filled = mapByName([{ target: "a", const: null }], [property("a"), property("b"), property("c")], [field("data.a"), field("data.b")]);
    expect(filled).toEqual([{ target: "a", const: null }, { target: "b", source: "data.b" }]);
  });

  it.each([
    ["7", "integer", 7],
    ["9007199254740993", "integer", "9007199254740993"],
    ["12.50", "number", "12.50"],
    ["", "string", null],
  ])("reads the constant %s of a property of the type %s", (text, type, value) => {
    expect(readConstant(text, property("p", type))).toBe(value);
  });
});
