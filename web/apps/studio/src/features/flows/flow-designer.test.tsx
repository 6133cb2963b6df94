import type { ComponentDocument, Finding, Flow, Step } from "@aqtra/model";
import { execute } from "@aqtra/model";
import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, describe, expect, it } from "vitest";

// The committed catalogue: what the designer draws must fit what the server offers.
import catalogue from "../../../../../../schema/steps.json";
import { answers, renderPart, serve } from "../../testing";
import { FlowDesigner } from "./flow-designer";

const FLOW = "22222222-2222-4222-8222-222222222222";
const base = { title: "", required: false, primary_key: false, query: false, virtual: false, restrict_access: false, encrypted: false };

function step(id: string, type: string, name: string, source: string[] = [], params: Step["params"] = {}): Step {
  return { id, type, name, source, params, branches: {} };
}

function documentWith(stages: Flow["stages"]): ComponentDocument {
  return {
    ...answers.document,
    properties: [
      { ...base, id: "p1", name: "InvoiceNumber", title: "Invoice Number", type: "string", enum: null, min_length: null, max_length: null },
      { ...base, id: "p2", name: "InvoiceState", title: "Invoice Status", type: "integer", enum: [{ value: 0, title: "Under Review" }], minimum: null, maximum: null },
    ],
    flows: [{ key: FLOW, kind: "dataflow", name: "Save", restrict_access: false, generate_api_definition: false, atomic: false, safe_to_repeat: false, stages }],
  };
}

const SAVING = documentWith([
  { id: "s1", name: "Read", steps: [step("a", "get_action_model", "Get action model")] },
  { id: "s2", name: "Store", steps: [step("b", "update_entry", "Update entry", ["a"], { component: answers.INVOICES })] },
]);

const fields = [
  { path: "id", type: "integer", title: "ID", component: null },
  { path: "data.InvoiceNumber", type: "string", title: "Invoice Number", component: null },
];

function open(start: ComponentDocument, findings: Finding[] = []) {
  const edited = { document: start };
  function Host() {
    const [document, setDocument] = useState(start);
    edited.document = document;
    return (
      <FlowDesigner
        document={document}
        flowKey={FLOW}
        findings={findings}
        run={(command) => {
          const executed = execute(document, command);
          if (executed) setDocument(executed.document);
          return executed !== null;
        }}
      />
    );
  }
  const { user } = renderPart(<Host />);
  return { user, flow: () => edited.document.flows[0], card: (name: string) => screen.findByRole("button", { name: new RegExp(`^${name}, `) }) };
}

beforeEach(() => {
  serve("GET /studio/catalogue/steps", catalogue);
  serve("POST /studio/flows/model", { steps: ["a", "b"].map((id) => ({ step: id, fields, remarks: [] })) });
});

describe("the flow designer", () => {
  it("restricts access to the flow", async () => {
    const { user, flow } = open(SAVING);
    await user.click(await screen.findByRole("switch", { name: "Restrict access" }));
    expect(flow()?.restrict_access).toBe(true);
  });

  it.each([
    ["Atomic", "atomic"],
    ["Safe to repeat", "safe_to_repeat"],
  ] as const)("switches the option %s and says what it means", async (name, member) => {
    const { user, flow } = open(SAVING);
    const option = await screen.findByRole("switch", { name });
    expect(option).toHaveAccessibleDescription(/run/);
    await user.click(option);
    expect(flow()?.[member]).toBe(true);
    await user.click(option);
    expect(flow()?.[member]).toBe(false);
  });

  it("adds a step that takes its items from the one before it, and opens its settings", async () => {
    const { user, flow } = open(SAVING);
    await user.click((await screen.findAllByRole("button", { name: "Add step" }))[1] as HTMLElement);
    await user.type(await screen.findByRole("combobox", { name: "Search steps" }), "response");
    await user.keyboard("{Enter}");
    expect(flow()?.stages[1]?.steps[1]).toMatchObject({ type: "write_response", name: "Write response", source: ["b"] });
    expect(await screen.findByRole("complementary", { name: "Write response" })).toBeInTheDocument();
  });

  it("says on the card what a step still needs", async () => {
    open(documentWith([{ id: "s1", name: "Store", steps: [step("b", "update_entry", "Update entry")] }]));
    expect(await screen.findByTitle("Source step is missing")).toBeInTheDocument();
    expect(screen.getByText("and 1 more")).toBeInTheDocument();
  });

  it("reports a source that comes later", async () => {
    const first = step("b", "write_response", "Write response", ["a"]);
    open(documentWith([{ id: "s1", name: "One", steps: [first, step("a", "get_action_model", "Get action model")] }]));
    expect(await screen.findByTitle("The source step is gone or comes later")).toBeInTheDocument();
  });

  it("shows a finding at its step and at its parameter", async () => {
    const place = { component: answers.INVOICES, flow: FLOW, step: "b", setting: "field_component_key" };
    const { user, card } = open(SAVING, [{ severity: "warning", code: "x", message: "the key is never filled", place }]);
    expect(await screen.findByTitle("the key is never filled")).toBeInTheDocument();
    await user.click(await card("Update entry"));
    expect(screen.getByLabelText("Key field")).toHaveAccessibleDescription(/the key is never filled/);
  });

  it("moves steps by keyboard within and between stages", async () => {
    const { user, flow, card } = open(SAVING);
    (await card("Update entry")).focus();
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(flow()?.stages.map((stage) => stage.steps.map(({ id }) => id))).toEqual([["b", "a"], []]);
  });

  it("deletes the step that has the focus", async () => {
    const { user, flow, card } = open(SAVING);
    (await card("Update entry")).focus();
    await user.keyboard("{Delete}");
    expect(flow()?.stages[1]?.steps).toEqual([]);
  });

  it("maps properties by name and lets a row be a constant", async () => {
    const { user, flow, card } = open(SAVING);
    await user.click(await card("Update entry"));
    const mapping = screen.getByRole("region", { name: "Fields mapping" });
    const mapAll = within(mapping).getByRole("button", { name: "Map all by name" });
    await expect.poll(() => mapAll).toBeEnabled();
    await user.click(mapAll);
    const rows = () => flow()?.stages[1]?.steps[0]?.params["fields_mapping"];
    expect(rows()).toEqual([{ target: "InvoiceNumber", source: "data.InvoiceNumber" }]);
    await user.click(within(mapping).getAllByRole("button", { name: "Write a constant instead" })[1] as HTMLElement);
    await user.click(within(mapping).getByRole("combobox", { name: "Constant for Invoice Status" }));
    await user.click(await screen.findByRole("option", { name: "Under Review" }));
    expect(rows()).toEqual([
      { target: "InvoiceNumber", source: "data.InvoiceNumber" },
      { target: "InvoiceState", const: 0 },
    ]);
  });

  it("writes nothing for a row that was emptied", async () => {
    const params = { component: answers.INVOICES, fields_mapping: [{ target: "InvoiceNumber", source: "id" }] };
    const { user, flow, card } = open(documentWith([{ id: "s", name: "S", steps: [step("a", "get_action_model", "Get"), step("b", "update_entry", "Put", ["a"], params)] }]));
    await user.click(await card("Put"));
    await user.clear(screen.getByRole("combobox", { name: "Source of Invoice Number" }));
    expect(flow()?.stages[0]?.steps[1]?.params).not.toHaveProperty("fields_mapping");
  });

  it("hides what has no meaning for a deletion", async () => {
    const { user, card } = open(SAVING);
    await user.click(await card("Update entry"));
    expect(screen.getByRole("region", { name: "Fields mapping" })).toBeInTheDocument();
    await user.click(screen.getByRole("switch", { name: "Mark entry for deletion" }));
    expect(screen.queryByRole("region", { name: "Fields mapping" })).not.toBeInTheDocument();
  });

  it("shows what the items look like after a step", async () => {
    const { user } = open(SAVING);
    await user.click(await screen.findByRole("button", { name: "Show model after Get action model" }));
    expect(await screen.findByRole("gridcell", { name: "data.InvoiceNumber" })).toBeInTheDocument();
  });

  it("asks before a stage goes with its steps", async () => {
    const { user, flow } = open(SAVING);
    await user.click(await screen.findByRole("button", { name: "Stage Store: more" }));
    await user.click(screen.getByRole("menuitem", { name: "Delete stage" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Delete the stage Store?" });
    expect(dialog).toHaveTextContent("The step in it is deleted too.");
    await user.click(within(dialog).getByRole("button", { name: "Delete stage" }));
    expect(flow()?.stages.map((stage) => stage.name)).toEqual(["Read"]);
  });

  it("renames the flow where its name stands", async () => {
    const { user, flow } = open(SAVING);
    const name = await screen.findByRole("textbox", { name: "Name of the flow" });
    await user.clear(name);
    await user.type(name, "Store invoice{Enter}");
    expect(flow()?.name).toBe("Store invoice");
  });
});
