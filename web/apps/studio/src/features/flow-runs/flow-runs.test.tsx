import type { ComponentDocument, Flow } from "@aqtra/model";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { answers, problem, renderPart, serve } from "../../testing";
import { FlowRuns } from "./flow-runs";
import { Breakpoint, RunButtons, RunPanel } from "./index";

const flow: Flow = {
  key: "22222222-2222-4222-8222-222222222222",
  kind: "dataflow",
  name: "Save",
  restrict_access: false,
  generate_api_definition: true,
  atomic: false,
  safe_to_repeat: false,
  stages: [
    { id: "s1", name: "Read", steps: [{ id: "a", type: "get_action_model", name: "Get action model", source: [], params: {}, branches: {} }] },
    { id: "s2", name: "Store", steps: [{ id: "b", type: "update_entry", name: "Update entry", source: ["a"], params: {}, branches: {} }] },
    { id: "s3", name: "Answer", steps: [{ id: "c", type: "write_response", name: "Write response", source: ["b"], params: {}, branches: {} }] },
  ],
};
const document: ComponentDocument = { ...answers.document, flows: [flow] };

const recorded = (stepId: string, stepName: string, items: object[] | null, more: object = {}) => ({
  stepId, stepName, state: "completed", milliseconds: 1.5, itemsIn: 1, itemsOut: 1, error: null, items, isCut: false, simulated: false, ...more,
});
const recording = (more: object = {}) => ({
  runId: "r1", state: "completed", traceId: "0123456789abcdef0123456789abcdef", items: [], warnings: [], error: null, pausedBefore: null,
  steps: [recorded("a", "Get action model", [{ id: 0 }]), recorded("b", "Update entry", [{ id: 7 }])],
  ...more,
});

function open(shown: Flow = flow) {
  return renderPart(
    <FlowRuns document={document} flow={shown}>
      <RunButtons />
      <Breakpoint step="b" name="Update entry" />
      <RunPanel />
    </FlowRuns>,
  );
}

const button = (name: string) => screen.findByRole("button", { name });

describe("Debug", () => {
  const sent: { input: string; stop_before: string[]; real_effects: boolean }[] = [];
  beforeEach(() => {
    sent.length = 0;
    serve("POST /studio/flows/debug", (body) => {
      const order = body as (typeof sent)[number];
      sent.push(order);
      return recording({ pausedBefore: order.stop_before[0] ?? null });
    });
  });

  it("runs the draft to its end and shows the items after each step", async () => {
    const { user } = open();
    await user.click(await button("Debug"));
    await user.click(await button("Run"));
    expect(await screen.findByRole("figure", { name: "Items after Update entry" })).toHaveTextContent('"id": 7');
    await user.click(within(screen.getByRole("list", { name: "Steps of the run" })).getByText("Get action model"));
    expect(screen.getByRole("figure", { name: "Items after Get action model" })).toHaveTextContent('"id": 0');
    expect(sent[0]?.stop_before).toEqual([]);
    expect(JSON.parse(sent[0]?.input ?? "")).toMatchObject({ id: 0 });
  });

  it("stops at breakpoints and goes on behind them", async () => {
    const { user } = open();
    await user.click(await button("Debug"));
    await user.click(await button("Stop before Update entry"));
    await user.click(await button("Run"));
    expect(await screen.findByText("Stopped")).toBeInTheDocument();
    await user.click(await button("Step"));
    await user.click(await button("Continue"));
    expect(await screen.findByText("Completed")).toBeInTheDocument();
    expect(sent.map((order) => order.stop_before)).toEqual([["b"], ["c"], []]);
  });

  it("does not stop in between when external calls are made in earnest", async () => {
    const { user } = open();
    await user.click(await button("Debug"));
    await user.click(await button("Stop before Update entry"));
    await user.click(screen.getByRole("switch", { name: "Make external calls and send messages in earnest" }));
    expect(await button("Step")).toBeDisabled();
    await user.click(await button("Run"));
    expect(await screen.findByText("Completed")).toBeInTheDocument();
    expect(sent[0]).toMatchObject({ stop_before: [], real_effects: true });
  });

  it("names the step that failed, and a refusal of the whole", async () => {
    const error = { code: "duplicate_key", status: 409, message: "taken", stepId: "b", stepName: "Update entry", details: [], runId: "r1", traceId: "t", params: {} };
    serve("POST /studio/flows/debug", recording({ state: "failed", error }));
    const { user } = open();
    await user.click(await button("Debug"));
    await user.click(await button("Run"));
    expect(await screen.findByText("Update entry failed")).toBeInTheDocument();
    serve("POST /studio/flows/debug", () => problem(409, "flow_broken", { detail: "the flow Save cannot run" }));
    await user.click(await button("Run"));
    expect(await screen.findByText("the flow Save cannot run")).toBeInTheDocument();
  });

  it("waits for an input that is JSON", async () => {
    const { user } = open();
    await user.click(await button("Debug"));
    const input = await screen.findByRole("textbox", { name: "Input (JSON)" });
    await user.click(input);
    await user.keyboard("{Control>}a{/Control}{Backspace}");
    await waitFor(async () => {
      expect(await button("Run")).toBeDisabled();
    });
    expect(input).toBeInvalid();
  });
});

describe("Trace", () => {
  it("runs what is published and says where a step was cut or simulated", async () => {
    serve("GET /studio/flows/:flow/live-trace", { until: null });
    const steps = [recorded("a", "Call", [{ id: 1 }], { itemsOut: 30, isCut: true, simulated: true })];
    serve("POST /studio/flows/trace", recording({ steps }));
    const { user } = open();
    await user.click(await button("Trace"));
    await user.click(await button("Run and record"));
    expect(await screen.findByText("The first 1 of 30 items")).toBeInTheDocument();
    expect(screen.getByText(/It was simulated/)).toBeInTheDocument();
  });

  it("switches the recording of live runs on and off", async () => {
    let until: string | null = null;
    serve("GET /studio/flows/:flow/live-trace", () => ({ until }));
    serve("PUT /studio/flows/:flow/live-trace", () => ({ until: (until = "2026-11-28T12:00:00Z") }));
    serve("DELETE /studio/flows/:flow/live-trace", () => {
      until = null;
      return new Response(null, { status: 204 });
    });
    const { user } = open();
    await user.click(await button("Trace"));
    const live = await screen.findByRole("switch", { name: "Record live runs" });
    expect(live).not.toBeChecked();
    await user.click(live);
    expect(await screen.findByText(/Recording until/)).toBeInTheDocument();
    await user.click(live);
    expect(await screen.findByText(/recorded for one hour/)).toBeInTheDocument();
  });
});

describe("API", () => {
  const path = `/api/v1/run/${document.key}/${flow.key}`;

  it("describes the operation and sends a request", async () => {
    const schema = { type: "array", items: { type: "object" } };
    const body = { content: { "application/json": { schema: { type: "object" } } } };
    serve("GET /run/:component/:flow/openapi.json", {
      paths: { [path]: { post: { summary: "Save", requestBody: body, responses: { "200": { content: { "application/json": { schema } } } } } } },
    });
    serve("POST /run/:component/:flow", (sent) => [sent as object]);
    const { user } = open();
    await user.click(await button("API"));
    expect(await screen.findByText(`POST ${path}`)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "OpenAPI document" })).toHaveAttribute("href", `${path}/openapi.json`);
    expect(screen.getByRole("figure", { name: "Response" })).toHaveTextContent('"array"');
    await user.click(await button("Send"));
    expect(await screen.findByRole("figure", { name: "Answer" })).toHaveTextContent('"id": 0');
  });

  it.each([
    [true, /Publish the component/],
    [false, /Switch on Generate API definition/],
  ])("says what is missing (switched on: %s)", async (generate, text) => {
    serve("GET /run/:component/:flow/openapi.json", () => problem(404, "flow_not_found"));
    const { user } = open({ ...flow, generate_api_definition: generate });
    await user.click(await button("API"));
    expect(await screen.findByText(text)).toBeInTheDocument();
  });
});

describe("Runs", () => {
  const row = (id: string, more: object = {}) => ({
    id, flow: flow.key, flowName: "Save", version: 1, trigger: "api", principalName: "ada", parent: null, traceId: "t", state: "failed",
    createdAt: "2026-11-28T10:00:00Z", endedAt: null, warnings: 0, errorCode: "duplicate_key", isRecorded: true, attempt: 1, ...more,
  });

  it("lists runs and opens one", async () => {
    serve("GET /studio/runs", [row("r1")]);
    serve("GET /studio/runs/:run", recording());
    const { user } = open();
    await user.click(await button("Runs"));
    const cells = await screen.findAllByRole("cell");
    expect(cells.map((cell) => cell.textContent).slice(1)).toEqual(["Failed", "HTTP API", "ada", "duplicate_key"]);
    await user.click(within(cells[0] as HTMLElement).getByRole("button"));
    expect(await screen.findByRole("list", { name: "Steps of the run" })).toBeInTheDocument();
  });

  it("says in how many parts workers did the items of a large run", async () => {
    serve("GET /studio/runs", [row("r1")]);
    serve("GET /studio/runs/:run", recording({ steps: [recorded("a", "Lookup", null), recorded("b", "Update entry", null, { parts: 12 })] }));
    const { user } = open();
    await user.click(await button("Runs"));
    await user.click(within((await screen.findAllByRole("cell"))[0] as HTMLElement).getByRole("button"));
    expect(await screen.findByText("Several workers could do this step, in 12 parts.")).toBeInTheDocument();
    await user.click(within(screen.getByRole("list", { name: "Steps of the run" })).getByText("Lookup"));
    expect(screen.queryByText(/in 12 parts/)).not.toBeInTheDocument();
  });

  it("names the attempt of a run that was begun again", async () => {
    serve("GET /studio/runs", [row("r1"), row("r2", { attempt: 2 })]);
    const { user } = open();
    await user.click(await button("Runs"));
    expect(await screen.findByText("Attempt 2")).toBeInTheDocument();
    expect(screen.queryByText("Attempt 1")).not.toBeInTheDocument();
  });

  it("goes back in time, a page at a time", async () => {
    const asked: (string | null)[] = [];
    serve("GET /studio/runs", (_, url) => {
      asked.push(url.searchParams.get("before"));
      const all = Array.from({ length: 50 }, (_one, at) => row(`r${at}`, { createdAt: `2026-11-28T10:00:${String(59 - at).padStart(2, "0")}Z` }));
      return asked.length === 1 ? all : all.slice(0, 2);
    });
    const { user } = open();
    await user.click(await button("Runs"));
    await user.click(await button("Older"));
    expect(await screen.findAllByRole("row")).toHaveLength(3);
    expect(asked).toEqual([null, "2026-11-28T10:00:10Z"]);
    expect(await button("Older")).toBeDisabled();
  });

  it("says so when there are none", async () => {
    serve("GET /studio/runs", []);
    const { user } = open();
    await user.click(await button("Runs"));
    expect(await screen.findByText("No runs yet")).toBeInTheDocument();
  });
});
