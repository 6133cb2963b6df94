import type { ComponentDocument, Flow } from "@aqtra/model";
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderPart, serve } from "../../testing";
import { FlowRuns } from "./flow-runs";
import { RunButtons, RunPanel } from "./index";

const flow: Flow = {
  key: "22222222-2222-4222-8222-222222222222", kind: "dataflow", name: "Report", restrict_access: false, generate_api_definition: false, atomic: false, safe_to_repeat: false, stages: [],
};
const document: ComponentDocument = { ...answers.document, flows: [flow] };

const step = (id: string, type: string, name: string, more: object = {}) => ({
  step: id, type, name, pushedInto: null, part: null, reason: null, fields: null, sql: null, ...more,
});
const query = (more: object = {}) => step("q", "query_entity_by_filter", "Open invoices", more);

async function open() {
  const { user } = renderPart(
    <FlowRuns document={document} flow={flow}>
      <RunButtons />
      <RunPanel />
    </FlowRuns>,
  );
  await user.click(await screen.findByRole("button", { name: "What the database does" }));
  return user;
}

const line = async (name: string) => within(await screen.findByRole("row", { name: new RegExp(`^${name}`) }));

describe("What the database does", () => {
  it("tells of every step whether it is done in the database, and shows the statement", async () => {
    serve("GET /studio/flows/:flow/explain", {
      steps: [
        step("a", "get_action_model", "Get action model"),
        query({ pushedInto: "q", part: "projection", fields: ["city", "total"], sql: "SELECT sum(total) WHERE state = $1::bigint" }),
        step("f", "filter_source", "Only big ones", { pushedInto: "q", part: "filter" }),
        step("g", "filter_source", "Only late ones", { reason: "order_of_texts" }),
      ],
    });
    await open();
    expect((await line("Get action model")).getByText("By the step")).toBeInTheDocument();
    expect((await line("Open invoices")).getByText("Fetches city, total")).toBeInTheDocument();
    expect((await line("Only big ones")).getByText("In the database: filter")).toBeInTheDocument();
    expect((await line("Only big ones")).getByText("Within Open invoices")).toBeInTheDocument();
    expect((await line("Only late ones")).getByText(/order texts by code points/)).toBeInTheDocument();
    expect(screen.getByRole("figure", { name: "Statement of Open invoices" })).toHaveTextContent("$1::bigint");
  });

  it("asks for the saved draft first, and for what is published on demand", async () => {
    const asked: (string | null)[] = [];
    serve("GET /studio/flows/:flow/explain", (_, url) => {
      asked.push(url.searchParams.get("draft"));
      return { steps: [query({ pushedInto: "q", part: "projection", fields: [] })] };
    });
    const user = await open();
    expect(await screen.findByText("Fetches no properties")).toBeInTheDocument();
    expect(screen.getByText(/There is no statement/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Published" }));
    expect(await screen.findByText("Fetches no properties")).toBeInTheDocument();
    expect(asked).toEqual(["true", "false"]);
  });

  it("says so when there is no query, and when there is no such flow yet", async () => {
    serve("GET /studio/flows/:flow/explain", { steps: [step("a", "get_action_model", "Get action model")] });
    const user = await open();
    expect(await screen.findByText("No query in this flow")).toBeInTheDocument();
    serve("GET /studio/flows/:flow/explain", () => problem(404, "flow_not_found", { detail: "the component has no such flow" }));
    await user.click(screen.getByRole("button", { name: "Published" }));
    expect(await screen.findByText("the component has no such flow")).toBeInTheDocument();
  });
});
