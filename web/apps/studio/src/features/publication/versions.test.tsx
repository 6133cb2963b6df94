import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const nothingChanged = { component: "k3", title: "Car fleet", is_new: false, added: [], renamed: [], removed: [], retyped: [], settings: [], parts: [], reordered: [] };
const price = { property: "Price", title: "Price with tax" };
const changes = {
  ...nothingChanged,
  added: [{ property: "Doors", title: "Doors" }],
  renamed: [{ property: "Colour", title: "Colour", before: "Color", after: "Colour" }],
  removed: [{ property: "Note", title: "Remark" }],
  retyped: [{ ...price, before: "integer", after: "number" }],
  settings: [{ ...price, setting: "minimum", before: "", after: "0" }, { ...price, setting: "required", before: "false", after: "true" }],
};
const refusal = { component: "k3", title: "Car fleet", property: "Price", property_title: "Price with tax", rule: "minimum", count: 12, entries: [4, 9] };
const nothing = { changes: [], refusals: [], losses: [], audience: [], dependants: [], modules: [] };

function version(number: number, change: object = {}) {
  return {
    version: number,
    live_since: "2026-11-20T10:00:00Z",
    published_by: "Grace Hopper",
    returns_to: null,
    components: [{ key: "k3", title: "Car fleet", withdrawn: false }],
    is_current: false,
    can_return: true,
    ...change,
  };
}

describe("what a selection would change", () => {
  async function select() {
    serve("GET /studio/publications/candidates", {
      components: [answers.component({ key: "k3", title: "Car fleet" }), answers.component({ key: "k4", title: "Garages" })],
      modules: [],
    });
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("checkbox", { name: "Car fleet" }));
    return user;
  }

  it("is told property by property", async () => {
    serve("POST /studio/publications/preview", { ...nothing, changes: [changes] });
    await select();
    const list = await screen.findByRole("list", { name: "Changes of Car fleet" });
    expect(within(list).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Doors is added",
      "Colour Name: Color → Colour",
      "Price with taxPrice Type: Integer → Number",
      "Price with taxPrice Minimum: – → 0",
      "Price with taxPrice Required: no → yes",
      "RemarkNote is removed",
    ]);
  });

  it("is told of titles, choices, pages, flows and orders as well", async () => {
    const retitled = { property: "Total", title: "Total", setting: "title", before: "Amount", after: "Total" };
    serve("POST /studio/publications/preview", {
      ...nothing,
      changes: [
        {
          ...nothingChanged,
          settings: [
            { property: null, title: null, setting: "title", before: "Cars", after: "Car fleet" },
            retitled,
            { property: "State", title: "State", setting: "enum", before: "Open (1)", after: "Started (1)" },
          ],
          parts: [{ part: "page", name: "Edit", change: "changed" }, { part: "flow", name: "Export", change: "added" }],
          reordered: ["properties"],
        },
      ],
    });
    await select();
    const list = await screen.findByRole("list", { name: "Changes of Car fleet" });
    expect(within(list).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Total Title: Amount → Total",
      "State Choices: Open (1) → Started (1)",
      "Title: Cars → Car fleet",
      "Page “Edit” is changed",
      "Flow “Export” is added",
      "The order of the properties changes",
    ]);
  });

  it("names what would be lost by its title before anything is pressed", async () => {
    const loss = { field: "Car fleet/Note", rule: "dropped", message: "entries have data in it", params: { name: "Note", title: "Remark" } };
    serve("POST /studio/publications/preview", { ...nothing, losses: [loss] });
    await select();
    expect(await screen.findByText("Remark")).toBeInTheDocument();
    expect(screen.getByText("Data would be lost")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Publish 1 item" })).toBeEnabled();
  });

  it("counts who will see entries differently", async () => {
    const audience = [
      { component: "k3", title: "Car fleet", losing: 12, gaining: 0 },
      { component: "k4", title: "Garages", losing: 1, gaining: 2 },
    ];
    serve("POST /studio/publications/preview", { ...nothing, audience });
    await select();
    expect(await screen.findByText("Who sees entries changes")).toBeInTheDocument();
    const told = screen.getAllByRole("listitem").map((item) => item.textContent);
    expect(told).toContain("Car fleet: 12 users see fewer or none");
    expect(told).toContain("Garages: 1 user sees fewer or none; 2 users see more");
    expect(screen.getByRole("button", { name: "Publish 1 item" })).toBeEnabled();
  });

  it("keeps Publish from being pressed, and says why, until nothing stands against it", async () => {
    serve("POST /studio/publications/preview", { ...nothing, refusals: [refusal] });
    const user = await select();
    const publish = screen.getByRole("button", { name: "Publish 1 item" });
    await waitFor(() => expect(publish).toBeDisabled());
    expect(publish).toHaveAccessibleDescription("Entries stand against it");
    serve("POST /studio/publications/preview", nothing);
    await user.click(screen.getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(publish).toBeEnabled());
    expect(publish).not.toHaveAccessibleDescription();
  });

  it("lets Publish be pressed when a rule merely could not be checked in time", async () => {
    serve("POST /studio/publications/preview", { ...nothing, refusals: [{ ...refusal, count: null, entries: [] }] });
    await select();
    expect(await screen.findByText("“minimum” could not be checked in time; the publication will.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Publish 1 item" })).toBeEnabled();
  });

  it("counts the entries that stand against it and leads to them", async () => {
    serve("POST /studio/publications/preview", { ...nothing, refusals: [refusal] });
    await select();
    expect(await screen.findByText(/12 entries break “minimum”/)).toBeInTheDocument();
    expect(screen.getByText("Price with tax")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Show the first 2" })).toHaveAttribute("href", expect.stringContaining("component=k3"));
  });

  it("takes in what belongs to the selection on demand", async () => {
    serve("POST /studio/publications/preview", (body) =>
      (body as { components: string[] }).components.length > 1
        ? nothing
        : { ...nothing, dependants: [{ component: "k4", title: "Garages" }] },
    );
    const user = await select();
    await user.click(await screen.findByRole("button", { name: "Add them" }));
    expect(screen.getByRole("checkbox", { name: "Garages" })).toBeChecked();
  });
});

describe("earlier versions", () => {
  const listed = {
    versions: [
      version(9, { is_current: true, can_return: false, returns_to: 5 }),
      version(8),
      version(3, { can_return: false }),
    ],
  };

  it("shows which is in use and which cannot be had back", async () => {
    serve("GET /studio/publications/versions", listed);
    renderStudio("/publication");
    const rows = within(await screen.findByRole("region", { name: "Earlier versions" }));
    expect((await rows.findAllByRole("listitem")).map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^9.*brought back version 5In use$/),
      expect.stringMatching(/^8.*Go back$/),
      expect.stringMatching(/^3.*Data removed$/),
    ]);
  });

  it("goes back after saying what will change", async () => {
    let sent: unknown;
    serve("GET /studio/publications/versions", listed);
    serve("GET /studio/publications/versions/8", {
      version: 8,
      changes: [
        { key: "k3", title: "Car fleet", change: "changed" },
        { key: "k5", title: "Tyres", change: "withdrawn" },
      ],
      models: [changes],
      refusals: [],
      losses: [],
      audience: [],
    });
    serve("POST /studio/publications/rollback", (body) => {
      sent = body;
      return answers.publication({ state: "running", finished_at: null });
    });
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("button", { name: "Go back to version 8" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Go back to version 8?" }));
    expect(await dialog.findByText("Was made later: it is withdrawn. Its entries are kept.")).toBeInTheDocument();
    expect(dialog.getByText(/Type: Integer → Number/)).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Go back to version 8" }));
    await expect.poll(() => sent).toEqual({ version: 8 });
  });

  it("says why it was refused and stays open", async () => {
    serve("GET /studio/publications/versions", listed);
    serve("GET /studio/publications/versions/8", { version: 8, changes: [{ key: "k5", title: "Tyres", change: "restored" }], models: [], refusals: [], losses: [], audience: [] });
    serve("POST /studio/publications/rollback", problem(409, "publication_running", { params: { user: "Ada" } }));
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("button", { name: "Go back to version 8" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(await dialog.findByRole("button", { name: "Go back to version 8" }));
    expect(await dialog.findByRole("alert")).toBeInTheDocument();
  });
});
