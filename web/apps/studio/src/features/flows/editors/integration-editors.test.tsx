import type { ComponentDocument, Step } from "@aqtra/model";
import { execute } from "@aqtra/model";
import { screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";

// The committed catalogue: what the designer draws must fit what the server offers.
import catalogue from "../../../../../../../schema/steps.json";
import { answers, renderPart, serve } from "../../../testing";
import { FlowDesigner } from "../flow-designer";

const FLOW = "22222222-2222-4222-8222-222222222222";
const endpoint = { id: "e1", name: "Rates", path: "/rates/{currency}", methods: ["get"], parameters: [{ name: "currency", place: "path", type: "string", required: true }] };
const connector = (id: string, name: string) => ({ id, name, base_url: "https://bank.example.org", endpoints: [endpoint] });
const broker = { id: "b1", name: "Events", kind: "kafka", addresses: ["k.example.org:9093"], endpoints: [{ id: "q1", name: "Payments", address: "payments" }] };
const systems = [
  { id: "s1", name: "Bank", connectors: [connector("c1", "Main"), broker] },
  { id: "s2", name: "Warehouse", connectors: [connector("c2", "Stock")] },
];

function open(params: Step["params"], type = "get_values_from_connector") {
  const step: Step = { id: "a", type, name: "Ask", source: [], params, branches: {} };
  const stages = [{ id: "s", name: "Stage", steps: [step] }];
  const start: ComponentDocument = {
    ...answers.document,
    flows: [{ key: FLOW, kind: "dataflow", name: "Ask", restrict_access: false, generate_api_definition: false, atomic: false, safe_to_repeat: false, stages }],
  };
  const edited = { document: start };
  function Host() {
    const [document, setDocument] = useState(start);
    edited.document = document;
    return (
      <FlowDesigner
        document={document}
        flowKey={FLOW}
        findings={[]}
        run={(command) => {
          const executed = execute(document, command);
          if (executed) setDocument(executed.document);
          return executed !== null;
        }}
      />
    );
  }
  serve("GET /studio/catalogue/steps", catalogue);
  serve("POST /studio/flows/model", { steps: [] });
  serve("GET /studio/integrations/published", systems);
  const { user } = renderPart(<Host />);
  return { user, params: () => edited.document.flows[0]?.stages[0]?.steps[0]?.params };
}

describe("the settings of a step that waits for messages", () => {
  it("offer brokers only, and no method", async () => {
    const { user, params } = open({ system: "s1" }, "subscribe_to_connector");
    await user.click(await screen.findByRole("button", { name: /^Ask, / }));
    await user.click(await screen.findByRole("combobox", { name: /^Connector/ }));
    expect(screen.queryByRole("option", { name: "Main" })).not.toBeInTheDocument();
    await user.click(await screen.findByRole("option", { name: "Events" }));
    await user.click(await screen.findByRole("combobox", { name: /^Endpoint/ }));
    await user.click(await screen.findByRole("option", { name: "Payments" }));
    expect(params()).toMatchObject({ system: "s1", connector: "b1", query_path: "q1" });
    expect(screen.queryByLabelText(/^Method/)).not.toBeInTheDocument();
  });
});

describe("the settings of a step that calls another system", () => {
  it("offer connectors of the system, endpoints of the connector, and the endpoint's parameters", async () => {
    const { user, params } = open({});
    await user.click(await screen.findByRole("button", { name: /^Ask, / }));
    for (const [label, name] of [["System", "Bank"], ["Connector", "Main"], ["Endpoint", "Rates"]] as const) {
      await user.click(await screen.findByRole("combobox", { name: new RegExp(`^${label}`) }));
      expect(screen.queryByRole("option", { name: /Stock|Events/ })).not.toBeInTheDocument();
      await user.click(await screen.findByRole("option", { name }));
    }
    expect(params()).toMatchObject({ system: "s1", connector: "c1", query_path: "e1" });
    expect(await screen.findByText("currency")).toBeInTheDocument();
  });

  it("forget what was chosen of another system", async () => {
    const { user, params } = open({ system: "s1", connector: "c1", query_path: "e1" });
    await user.click(await screen.findByRole("button", { name: /^Ask, / }));
    await user.click(await screen.findByRole("combobox", { name: /^System/ }));
    await user.click(await screen.findByRole("option", { name: "Warehouse" }));
    expect(params()).toEqual({ system: "s2" });
  });
});
