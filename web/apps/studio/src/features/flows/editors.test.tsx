import type { ComponentDocument, JsonObject, Step } from "@aqtra/model";
import { execute } from "@aqtra/model";
import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, describe, expect, it } from "vitest";

import { answers, problem, renderPart, serve } from "../../testing";
import { FlowDesigner } from "./flow-designer";
import { catalogueOf, EVERY_TYPE, oneOf } from "./testing";
import type { Parameter } from "./types";

const FLOW = "22222222-2222-4222-8222-222222222222";
const base = { required: false, primary_key: false, query: false, virtual: false, restrict_access: false, encrypted: false };
const field = (path: string, type = "string") => ({ path, type, title: path, component: null });
const FIELDS = [field("id", "integer"), field("data.name"), field("lines", "array"), field("lines[*].price", "number"), field("lines[*].tax", "number")];

function step(id: string, type: string, name: string, source: string[], params: JsonObject = {}): Step {
  return { id, type, name, source, params, branches: {} };
}

function documentWith(steps: Step[]): ComponentDocument {
  return {
    ...answers.document,
    properties: [
      { ...base, id: "p1", name: "Number", title: "Invoice number", type: "string", enum: null, min_length: null, max_length: null },
      { ...base, id: "p2", name: "State", title: "State", type: "integer", enum: [{ value: 0, title: "New" }, { value: 1, title: "Paid" }], minimum: null, maximum: null },
    ],
    flows: [{ key: FLOW, kind: "dataflow", name: "Save", restrict_access: false, generate_api_definition: false, atomic: false, safe_to_repeat: false, stages: [{ id: "s", name: "S", steps }] }],
  };
}

/** The designer with the settings of the step `b` open. */
async function openStep(parameters: readonly Parameter[], params: JsonObject = {}, more: Step[] = []) {
  serve("GET /studio/catalogue/steps", catalogueOf(parameters));
  const start = documentWith([step("a", "get_action_model", "Get", []), step("b", "try_out", "Try", ["a"], params), ...more]);
  const edited = { document: start };
  function Host() {
    const [document, setDocument] = useState(start);
    edited.document = document;
    const run = (command: Parameters<typeof execute>[1]): boolean => {
      const executed = execute(document, command);
      if (executed) setDocument(executed.document);
      return executed !== null;
    };
    return <FlowDesigner document={document} flowKey={FLOW} findings={[]} run={run} focus={{ step: "b", setting: null }} />;
  }
  const { user } = renderPart(<Host />);
  await screen.findByRole("complementary", { name: "Try" });
  return { user, params: () => edited.document.flows[0]?.stages[0]?.steps[1]?.params, stepOf: (at: number) => edited.document.flows[0]?.stages[0]?.steps[at] };
}

beforeEach(() => {
  serve("POST /studio/flows/model", { steps: ["a", "b"].map((id) => ({ step: id, fields: FIELDS, remarks: [] })) });
  serve("GET /studio/access/users", { count: 1, value: [{ id: 1, user_name: "ada", first_name: "Ada", last_name: "Lovelace", locked: false }] });
});

describe("the settings of a step", () => {
  it("draw every type of the legend, and say so of one they do not know", async () => {
    await openStep(EVERY_TYPE, { component: answers.INVOICES, novelty: { kept: 1 } });
    const panel = screen.getByRole("tabpanel");
    for (const { title } of EVERY_TYPE) expect(within(panel).getAllByText(title).length, title).toBeGreaterThan(0);
    expect(within(panel).getAllByText(/This Studio has no editor/)).toHaveLength(1);
    expect(within(panel).getByRole("region", { name: "Novelty" })).toHaveTextContent(/from_the_future.*"kept": 1/);
  });

  it("hold a list of paths in the order in which they are put", async () => {
    const { user, params } = await openStep([oneOf("keys")], { keys: ["id", "data.name"] });
    const keys = screen.getByRole("region", { name: "Keys" });
    await user.click(within(keys).getByRole("button", { name: "Add a path" }));
    expect(params()?.["keys"]).toEqual(["id", "data.name"]);
    await user.click(within(keys).getByRole("combobox", { name: "Keys, path 3" }));
    await user.click(await screen.findByRole("option", { name: /^lines ?array$/ }));
    within(keys).getByRole("button", { name: "Move lines" }).focus();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(params()?.["keys"]).toEqual(["id", "lines", "data.name"]);
    expect(within(keys).getByRole("button", { name: "Move lines" })).toHaveFocus();
    await user.click(within(keys).getByRole("button", { name: "Remove id" }));
    expect(params()?.["keys"]).toEqual(["lines", "data.name"]);
  });

  it("keep a path that is being retyped in its place", async () => {
    const { user, params } = await openStep([oneOf("keys")], { keys: ["id", "data.name"] });
    const first = screen.getByRole("combobox", { name: "Keys, path 1" });
    await user.clear(first);
    expect(params()?.["keys"]).toEqual(["data.name"]);
    await user.type(first, "other");
    expect(params()?.["keys"]).toEqual(["other", "data.name"]);
  });

  it("draw rows from their columns, add, double and remove them", async () => {
    const { user, params } = await openStep([oneOf("operations")], { operations: [{ array_path: "lines", result_field: "_sum@number" }] });
    const rows = screen.getByRole("region", { name: "Operations" });
    await user.click(within(rows).getByRole("combobox", { name: "Field" }));
    await user.click(await screen.findByRole("option", { name: /^price ?number$/ }));
    await user.click(within(rows).getByRole("combobox", { name: /^Operation/ }));
    await user.click(await screen.findByRole("option", { name: "Max" }));
    const whole = { array_path: "lines", result_field: "_sum@number", field: "price", operation: "max" };
    expect(params()?.["operations"]).toEqual([whole]);
    await user.click(within(rows).getByRole("button", { name: "Duplicate Row 1" }));
    await user.click(within(rows).getByRole("button", { name: "Add a row" }));
    expect(params()?.["operations"]).toEqual([whole, whole, {}]);
    expect(within(rows).getByText("Row 3: Array path is missing")).toBeInTheDocument();
    await user.click(within(rows).getByRole("button", { name: "Remove Row 1" }));
    await user.click(within(rows).getByRole("button", { name: "Remove Row 2" }));
    expect(params()?.["operations"]).toEqual([whole]);
  });

  it("store of a row only what differs from the defaults", async () => {
    const { user, params } = await openStep([oneOf("operations")], { operations: [{ operation: "max" }] });
    await user.click(screen.getByRole("combobox", { name: /^Operation/ }));
    await user.click(await screen.findByRole("option", { name: "Sum" }));
    expect(params()?.["operations"]).toEqual([{}]);
  });

  it("set up a settings object, show what depends on its members, and clear it", async () => {
    const { user, params } = await openStep([oneOf("open_modal")]);
    await user.click(screen.getByRole("button", { name: "Set up Open modal" }));
    expect(params()?.["open_modal"]).toEqual({});
    expect(screen.queryByRole("combobox", { name: "Position" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("combobox", { name: "Size" }));
    await user.click(await screen.findByRole("option", { name: "Small" }));
    expect(screen.getByRole("combobox", { name: "Position" })).toBeInTheDocument();
    expect(params()?.["open_modal"]).toEqual({ size: "small" });
    await user.click(screen.getByRole("button", { name: "Clear Open modal" }));
    expect(params()).not.toHaveProperty("open_modal");
  });

  it("map free targets from paths and constants", async () => {
    const { user, params } = await openStep([oneOf("fields_mapping")]);
    const mapping = screen.getByRole("region", { name: "Fields mapping" });
    await user.click(within(mapping).getByRole("button", { name: "Add a row" }));
    await user.click(within(mapping).getByRole("combobox", { name: "Source of Row 1" }));
    await user.click(await screen.findByRole("option", { name: /^data.name/ }));
    expect(params()?.["fields_mapping"]).toEqual([{ target: "name", source: "data.name" }]);
    await user.click(within(mapping).getByRole("button", { name: "Add a row" }));
    await user.type(within(mapping).getByRole("combobox", { name: "Target of Row 2" }), "count");
    await user.click(within(mapping).getAllByRole("button", { name: "Write a constant instead" })[1] as HTMLElement);
    await user.click(within(mapping).getByRole("combobox", { name: "Kind of Constant for count" }));
    await user.click(await screen.findByRole("option", { name: "Number" }));
    const number = within(mapping).getByRole("textbox", { name: "Constant for count" });
    await user.clear(number);
    await user.type(number, "2.5");
    expect(params()?.["fields_mapping"]).toEqual([{ target: "name", source: "data.name" }, { target: "count", const: 2.5 }]);
  });

  it("build filter rules in groups with operators that fit the field", async () => {
    const { user, params } = await openStep([oneOf("component"), oneOf("filter")], { component: answers.INVOICES });
    const filter = screen.getByRole("region", { name: "Filter" });
    await user.click(within(filter).getByRole("button", { name: "Add a rule" }));
    await user.click(within(filter).getByRole("combobox", { name: "Field" }));
    await user.click(await screen.findByRole("option", { name: /^State integer/ }));
    await user.click(within(filter).getByRole("combobox", { name: "Comparison" }));
    expect(screen.queryByRole("option", { name: "contains" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("option", { name: "is one of" }));
    await user.click(within(filter).getByRole("combobox", { name: "Values" }));
    await user.click(await screen.findByRole("option", { name: "Paid" }));
    expect(params()?.["filter"]).toEqual([{ rules: [{ field: "State", operator: "in", value: { const: [1] } }] }]);
    await user.click(within(filter).getByRole("button", { name: "Add another group" }));
    const second = within(filter).getByRole("group", { name: "Group 2" });
    await user.click(within(second).getByRole("button", { name: "Compare with a path" }));
    await user.type(within(second).getByRole("combobox", { name: "Path of the value" }), "id");
    expect(params()?.["filter"]).toMatchObject([{}, { rules: [{ field: "", operator: "equal", value: { path: "id" } }] }]);
    await user.click(within(second).getByRole("button", { name: "Remove rule 1" }));
    await user.click(within(filter).getByRole("button", { name: "Remove rule 1" }));
    expect(params()).not.toHaveProperty("filter");
  });

  it("ask for the component before anything is chosen of it", async () => {
    const { user, params } = await openStep([oneOf("component"), oneOf("filter"), oneOf("dataflow")]);
    expect(screen.getByRole("button", { name: "Add a rule" })).toBeDisabled();
    expect(screen.getByRole("combobox", { name: "Dataflow" })).toBeDisabled();
    await user.click(screen.getByRole("combobox", { name: /^Component/ }));
    await user.click(await screen.findByRole("option", { name: "Invoice Inventory" }));
    await user.click(screen.getByRole("combobox", { name: "Dataflow" }));
    await user.click(await screen.findByRole("option", { name: "Save" }));
    expect(params()).toEqual({ component: answers.INVOICES, dataflow: FLOW });
  });

  it("forget what was chosen of a component when another one is", async () => {
    const other = "99999999-9999-4999-8999-999999999999";
    serve("GET /studio/components", [answers.component({}), answers.component({ key: other, title: "Suppliers" })]);
    const { user, params } = await openStep([oneOf("component"), oneOf("dataflow"), oneOf("label")], { component: answers.INVOICES, dataflow: FLOW, label: "x" });
    await user.click(screen.getByRole("combobox", { name: /^Component/ }));
    await user.click(await screen.findByRole("option", { name: "Suppliers" }));
    expect(params()).toEqual({ component: other, label: "x" });
  });

  it("show a reference that is gone, so that it can be replaced", async () => {
    const { user, params } = await openStep([oneOf("client")], { client: "gone" });
    const client = screen.getByRole("combobox", { name: "Client" });
    await expect.poll(() => client).toHaveAccessibleDescription("What was chosen does not exist any more");
    await user.click(client);
    await user.click(await screen.findByRole("option", { name: /Digital Workplace/ }));
    expect(params()?.["client"]).toBe("digital-workplace");
  });

  it("draft a schema from a sample and keep what is no schema yet off the document", async () => {
    const { user, params } = await openStep([oneOf("model_schema")]);
    await user.click(screen.getByRole("button", { name: "Draft from a JSON sample" }));
    const dialog = screen.getByRole("dialog", { name: "Draft from a JSON sample" });
    await user.click(await within(dialog).findByRole("textbox", { name: "JSON sample" }));
    await user.paste('{"total": 12.5}');
    await expect.poll(() => within(dialog).getByRole("button", { name: "Use as schema" })).toBeEnabled();
    await user.click(within(dialog).getByRole("button", { name: "Use as schema" }));
    const schema = { type: "object", properties: { total: { type: "number" } } };
    expect(params()?.["model_schema"]).toEqual(schema);
    const text = await screen.findByRole("textbox", { name: /^Model schema/ });
    await user.click(text);
    await user.paste("x");
    await expect.poll(() => text).toHaveAccessibleDescription(/not a JSON object yet/);
    expect(params()?.["model_schema"]).toEqual(schema);
    await user.keyboard("{Control>}a{/Control}{Backspace}");
    await expect.poll(params).not.toHaveProperty("model_schema");
  });

  it("indent code by Tab and let Tab go on after Esc", async () => {
    const { user, params } = await openStep([oneOf("script")]);
    const script = await screen.findByRole("textbox", { name: /^Script/ });
    await user.click(script);
    await user.paste("a");
    await user.tab();
    await expect.poll(() => params()?.["script"]).toBe("    a");
    expect(script).toHaveFocus();
    await user.keyboard("{Escape}");
    await user.tab();
    expect(script).not.toHaveFocus();
    expect(screen.getByRole("complementary", { name: "Try" })).toBeInTheDocument();
  });

  it("put a path into a text where the caret stands", async () => {
    const { user, params } = await openStep([oneOf("message")], { message: "Dear !" });
    const message = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Message" });
    await user.click(message);
    message.setSelectionRange(5, 5);
    await user.click(screen.getByRole("button", { name: "Insert a path" }));
    await user.click(within(screen.getByRole("dialog", { name: "Insert a path" })).getByRole("combobox"));
    await user.click(await screen.findByRole("option", { name: /^data.name/ }));
    expect(params()?.["message"]).toBe("Dear {data.name}!");
  });

  it("store a duration as ISO 8601", async () => {
    const { user, params } = await openStep([oneOf("life_time")], { life_time: "PT90S" });
    const amount = screen.getByRole("textbox", { name: "Life time" });
    expect(amount).toHaveValue("90");
    await user.click(screen.getByRole("combobox", { name: "Unit of Life time" }));
    await user.click(await screen.findByRole("option", { name: "hours" }));
    expect(params()?.["life_time"]).toBe("PT90H");
    await user.clear(amount);
    await user.type(amount, "24");
    expect(params()?.["life_time"]).toBe("PT24H");
    expect(amount).toHaveValue("24");
  });

  it("name users from the directory, or take the name from a field", async () => {
    const { user, params } = await openStep([oneOf("users")]);
    await user.type(screen.getByRole("combobox", { name: "Users" }), "ad");
    await user.click(await screen.findByRole("option", { name: /^ada/ }));
    expect(params()?.["users"]).toEqual(["ada"]);
    await user.click(screen.getByRole("button", { name: "From a field" }));
    expect(params()).not.toHaveProperty("users");
    await user.type(screen.getByRole("combobox", { name: "Users" }), "data.name");
    expect(params()?.["users"]).toBe("data.name");
  });

  it("let names be typed by who may not read the directory", async () => {
    serve("GET /studio/access/users", () => problem(403, "permission_denied"));
    const { user, params } = await openStep([oneOf("users")]);
    await user.type(screen.getByRole("combobox", { name: "Users" }), "grace{Enter}");
    expect(params()?.["users"]).toEqual(["grace"]);
  });
});

describe("a join", () => {
  it("names two streams, of which one may be a union, and offers the paths of each", async () => {
    const { user, stepOf } = await openStep([], {}, [step("c", "join_models", "Join", [], { left_step: "a" })]);
    await user.click(screen.getByRole("button", { name: "Join, Join models" }));
    const right = await screen.findByRole("combobox", { name: /^Right step/ });
    await user.click(right);
    await user.click(await screen.findByRole("option", { name: "Try" }));
    expect(stepOf(2)?.params).toEqual({ left_step: "a", right_step: "b" });
    await user.click(right);
    await user.click(await screen.findByRole("option", { name: "Get" }));
    expect(stepOf(2)?.params["right_step"]).toEqual(["b", "a"]);
    const map = screen.getByRole("region", { name: "Map" });
    await user.click(within(map).getByRole("button", { name: "Add a row" }));
    await user.type(within(map).getByRole("combobox", { name: "Source of Row 1" }), "right name");
    expect(await screen.findByRole("option", { name: /^right.data.name/ })).toBeInTheDocument();
  });

  it("that is added takes its first stream from the step before it", async () => {
    const { user, stepOf } = await openStep([]);
    await user.click(screen.getByRole("button", { name: "Add step" }));
    await user.type(await screen.findByRole("combobox", { name: "Search steps" }), "sentence join{Enter}");
    expect(stepOf(2)).toMatchObject({ type: "join_models", source: [], params: { left_step: "b" } });
  });
});

describe("the problems of a flow", () => {
  it("lead to the setting they are about", async () => {
    const { user } = await openStep([oneOf("label"), oneOf("component")]);
    await user.click(screen.getByRole("button", { name: "1 problem of this flow" }));
    await user.click(within(screen.getByRole("dialog", { name: "Problems of this flow" })).getByRole("button", { name: /Component is missing.*Try › Component/ }));
    await expect.poll(() => screen.getByRole("combobox", { name: /^Component/ })).toHaveFocus();
  });
});

describe("the model after a step", () => {
  it("is a tree that is walked by keys", async () => {
    const { user } = await openStep([]);
    await user.click(screen.getByRole("tab", { name: "Model after" }));
    const tree = await screen.findByRole("treegrid", { name: "Fields of the items" });
    const rows = () => within(tree).getAllByRole("row");
    expect(rows().map((row) => row.getAttribute("aria-level"))).toEqual(["1", "1", "1", "2", "2"]);
    rows()[0]?.focus();
    await user.keyboard("{End}");
    expect(rows()[4]).toHaveFocus();
    await user.keyboard("{ArrowLeft}");
    expect(rows()[2]).toHaveFocus();
    await user.keyboard("{ArrowLeft}");
    expect(rows()).toHaveLength(3);
    expect(rows()[2]).toHaveAttribute("aria-expanded", "false");
    await user.type(screen.getByRole("textbox", { name: "Search fields" }), "tax");
    expect(within(tree).getByRole("gridcell", { name: "lines[*].tax" })).toBeInTheDocument();
    expect(screen.getByText("2 fields found")).toBeInTheDocument();
  });
});
