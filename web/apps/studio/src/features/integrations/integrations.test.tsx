import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../testing";
import { BROKER_KINDS, newBroker, newBrokerEndpoint, newConnector, newEndpoint, parametersOf } from "./api";
import type { System } from "./api";

function system(change: Partial<System>): System {
  const connector = { ...newConnector("Main"), id: "c1", base_url: "https://bank.example.org", endpoints: [{ ...newEndpoint("Rates"), id: "e1", path: "/rates" }] };
  return {
    id: "s1",
    name: "Bank",
    description: "",
    connectors: [connector],
    version: 2,
    published_version: 1,
    changed_at: "2026-11-28T00:00:00Z",
    changed_by: "builder",
    secrets_set: [],
    ...change,
  };
}

describe("integrations", () => {
  it("say what they are when there are none", async () => {
    serve("GET /studio/integrations", []);
    renderStudio("/integrations");
    expect(await screen.findByText("No integrations yet")).toBeInTheDocument();
    expect(screen.getAllByRole("link", { name: "Add system" })[0]).toHaveAttribute("href", "/integrations/new");
  });

  it("show what was published and changed since", async () => {
    const row = { id: "s1", name: "Bank", connectors: 1, endpoints: 4, version: 3, published_version: 2, changed_at: "2026-11-28T00:00:00Z", changed_by: null };
    serve("GET /studio/integrations", [row]);
    renderStudio("/integrations");
    expect(await screen.findByText("Bank")).toBeInTheDocument();
    expect(screen.getByText("Published, changed")).toBeInTheDocument();
  });

  it("keep a system that flows call, and say which", async () => {
    const row = { id: "s1", name: "Bank", connectors: 1, endpoints: 4, version: 3, published_version: 3, changed_at: "2026-11-28T00:00:00Z", changed_by: null };
    serve("GET /studio/integrations", [row]);
    serve("DELETE /studio/integrations/:id", () =>
      problem(409, "integration_in_use", { fields: [{ field: "Invoices/Save/Ask", rule: "in_use", message: "Ask calls it", params: {} }] }),
    );
    const { user } = renderStudio("/integrations");
    await screen.findByText("Bank");
    await user.click(screen.getByRole("button", { name: /Delete/ }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete system" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Ask calls it");
  });

  it("are made with a connector whose secret is sent once and not shown", async () => {
    const sent: unknown[] = [];
    serve("POST /studio/integrations", (body) => {
      sent.push(body);
      return problem(422, "invalid_integration", { fields: [{ field: "name", rule: "unique", message: "another system has this name", params: {} }] });
    });
    const { user } = renderStudio("/integrations/new");
    await user.type(await screen.findByLabelText(/^Name/), "Bank");
    await user.click(screen.getByRole("button", { name: "Add connector" }));
    await user.clear(screen.getByLabelText(/^Address/));
    await user.type(screen.getByLabelText(/^Address/), "https://bank.example.org");
    await user.selectOptions(screen.getByLabelText("Way in"), "Key in a header");
    await user.type(screen.getByLabelText("Key"), "hush");
    expect(screen.getByLabelText("Key")).toHaveAttribute("type", "password");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("another system has this name");
    const [body] = sent as [{ connectors: { id: string }[]; secrets: Record<string, string> }];
    expect(body).toMatchObject({ name: "Bank", connectors: [{ base_url: "https://bank.example.org", auth: { kind: "header" } }] });
    expect(body.secrets).toEqual({ [body.connectors[0]?.id ?? ""]: "hush" });
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Bank");
  });

  it("keep a secret that is set unless another is typed", async () => {
    const sent: unknown[] = [];
    const stored = system({ secrets_set: ["c1"] });
    stored.connectors = stored.connectors.map((connector) => ({ ...connector, auth: { kind: "basic", user_name: "robot" } }));
    serve("GET /studio/integrations/:id", stored);
    serve("PUT /studio/integrations/:id", (body) => {
      sent.push(body);
      return { ...stored, version: 3 };
    });
    const { user } = renderStudio("/integrations/s1");
    await user.click(await screen.findByRole("button", { name: "Open Main" }));
    expect(screen.getByText("One is set. Type another to replace it.")).toBeInTheDocument();
    await user.type(screen.getByLabelText("Description"), "x");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The system is saved")).toBeInTheDocument();
    expect(sent).toMatchObject([{ version: 2, secrets: {} }]);
  });

  it("call a saved endpoint and take its answer as the schema", async () => {
    const sent: unknown[] = [];
    serve("GET /studio/integrations/:id", system({}));
    serve("POST /studio/integrations/:id/try", (body) => {
      sent.push(body);
      return { milliseconds: 12, status: 200, content_type: "application/json", text: '{"rate": 1.50}', size: 14, drawn: { type: "object", properties: { rate: { type: "number" } } } };
    });
    const { user } = renderStudio("/integrations/s1");
    await user.click(await screen.findByRole("button", { name: "Open Main" }));
    await user.click(screen.getByRole("button", { name: "Open Rates" }));
    await user.click(screen.getByRole("button", { name: "Call it" }));
    expect(await screen.findByText("Status 200 after 12 ms")).toBeInTheDocument();
    // 1.50 is not 1.5 to everybody.
    expect(screen.getByLabelText("Answer")).toHaveTextContent('{"rate": 1.50}');
    expect(sent).toEqual([{ connector: "c1", endpoint: "e1", method: "get", values: {} }]);
    await user.click(screen.getByRole("button", { name: "Use as response schema" }));
    await waitFor(() => {
      expect(screen.getByRole("textbox", { name: "Response schema" })).toHaveTextContent('"rate"');
    });
    expect(screen.getByText("Save first: what is saved is called.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Publish" })).toBeDisabled();
  });

  it("are published as they are saved", async () => {
    const sent: unknown[] = [];
    serve("GET /studio/integrations/:id", system({}));
    serve("POST /studio/integrations/:id/publish", (body) => {
      sent.push(body);
      return system({ published_version: 2 });
    });
    const { user } = renderStudio("/integrations/s1");
    await user.click(await screen.findByRole("button", { name: "Publish" }));
    expect(await screen.findByText("Runs use Bank as it is now")).toBeInTheDocument();
    expect(sent).toEqual([{ version: 2 }]);
  });

  it("read a description, and say what was left out before it is taken over", async () => {
    serve("POST /studio/integrations/import", { connector: { ...newConnector("Pets"), endpoints: [newEndpoint("Get a pet")] }, notes: ["Complete the credentials of the connector."] });
    const { user } = renderStudio("/integrations/new");
    await user.click(await screen.findByRole("button", { name: "Import" }));
    await user.click(screen.getByLabelText("Description", { selector: "#import-description" }));
    await user.paste("openapi: 3.0.0");
    await user.click(screen.getByRole("button", { name: "Read" }));
    expect(await screen.findByText("Pets: 1 endpoint")).toBeInTheDocument();
    expect(screen.getByText("Complete the credentials of the connector.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Take over" }));
    expect(await screen.findByRole("region", { name: "Pets" })).toBeInTheDocument();
  });
});

describe("parameters of a path", () => {
  it("come and go with it", () => {
    const query = { name: "full", place: "query", type: "string", required: false, sent_as: "", description: "" } as const;
    const found = parametersOf("/orders/{id}/{line}", [query]);
    expect(found.map(({ name, place, required }) => [name, place, required])).toEqual([["id", "path", true], ["line", "path", true], ["full", "query", false]]);
    expect(parametersOf("/orders/{id}", found).map(({ name }) => name)).toEqual(["id", "full"]);
    expect(parametersOf("/orders", found)).toEqual([query]);
  });
});

describe("brokers", () => {
  it("are made with addresses, a password and a queue", async () => {
    const sent: unknown[] = [];
    serve("POST /studio/integrations", (body) => {
      sent.push(body);
      return problem(422, "invalid_integration", { fields: [{ field: "name", rule: "unique", message: "another system has this name", params: {} }] });
    });
    const { user } = renderStudio("/integrations/new");
    await user.type(await screen.findByLabelText(/^Name/), "Shop");
    await user.click(screen.getByRole("button", { name: "Add broker" }));
    expect(screen.getAllByRole("menuitem")).toHaveLength(BROKER_KINDS.length);
    await user.click(screen.getByRole("menuitem", { name: "RabbitMQ" }));
    await user.type(screen.getByLabelText(/^Addresses/), "one:5671 two:5671");
    await user.selectOptions(screen.getByLabelText("Way in"), "User name and password");
    await user.type(screen.getByLabelText(/^User name/), "robot");
    await user.type(screen.getByLabelText("Password"), "hush");
    await user.click(screen.getByRole("button", { name: "Add endpoint" }));
    await user.click(screen.getByRole("button", { name: "Open New endpoint" }));
    await user.type(screen.getByLabelText(/^Queue/), "orders");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("another system has this name");
    const [body] = sent as [{ connectors: { id: string }[]; secrets: Record<string, string> }];
    const broker = { kind: "rabbitmq", addresses: ["one:5671", "two:5671"], tls: true, auth: { kind: "basic", user_name: "robot" }, virtual_host: "/" };
    expect(body.connectors).toMatchObject([{ ...broker, endpoints: [{ address: "orders", body_format: "json" }] }]);
    expect(body.secrets).toEqual({ [body.connectors[0]?.id ?? ""]: "hush" });
  });

  it.each([
    ["says what it has", { milliseconds: 12, text: "NATS 2.15.1: the stream orders holds 3 messages" }, "the stream orders holds 3 messages"],
    ["says why it cannot be used", { milliseconds: 12, text: "", code: "broker_unavailable", message: "n.example.org:4222: Connection refused" }, "Connection refused"],
  ])("%s when it is tried", async (_, answer, told) => {
    const broker = { ...newBroker("nats", "Events"), id: "b1", addresses: ["n.example.org:4222"], endpoints: [{ ...newBrokerEndpoint("Orders"), id: "q1", address: "orders" }] };
    const asked: unknown[] = [];
    serve("GET /studio/integrations/:id", system({ connectors: [broker] }));
    serve("POST /studio/integrations/:id/try", (body) => {
      asked.push(body);
      return answer;
    });
    const { user } = renderStudio("/integrations/s1");
    await user.click(await screen.findByRole("button", { name: "Open Events" }));
    await user.click(screen.getByRole("button", { name: "Open Orders" }));
    expect(screen.getByLabelText("Begin with what lies there already")).not.toBeChecked();
    await user.click(screen.getByRole("button", { name: "Connect" }));
    await waitFor(() => {
      expect(screen.getAllByRole("status").map(({ textContent }) => textContent).join(" ")).toContain(told);
    });
    expect(asked).toEqual([{ connector: "b1", endpoint: "q1" }]);
  });
});
