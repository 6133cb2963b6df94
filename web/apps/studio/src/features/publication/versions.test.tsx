import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const changes = {
  component: "k3",
  title: "Car fleet",
  is_new: false,
  added: ["Doors"],
  renamed: [{ property: "Colour", before: "Color", after: "Colour" }],
  removed: ["Note"],
  retyped: [{ property: "Price", before: "integer", after: "number" }],
  rules: [{ property: "Price", before: "minimum: ", after: "minimum: 0" }],
};
const refusal = { component: "k3", title: "Car fleet", property: "Price", rule: "minimum", count: 12, entries: [4, 9] };
const nothing = { changes: [], refusals: [], losses: [], dependants: [] };

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
      "Color is renamed to Colour",
      "Price changes from integer to number",
      "Price: minimum:  becomes minimum: 0",
      "Note is removed",
    ]);
  });

  it("counts the entries that stand against it and leads to them", async () => {
    serve("POST /studio/publications/preview", { ...nothing, refusals: [refusal] });
    await select();
    expect(await screen.findByText(/12 entries break “minimum”/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Show 4, 9" })).toHaveAttribute("href", expect.stringContaining("component=k3"));
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
    });
    serve("POST /studio/publications/rollback", (body) => {
      sent = body;
      return answers.publication({ state: "running", finished_at: null });
    });
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("button", { name: "Go back to version 8" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Go back to version 8?" }));
    expect(await dialog.findByText("Was made later: it is withdrawn. Its entries are kept.")).toBeInTheDocument();
    expect(dialog.getByText("Price changes from integer to number")).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Go back to version 8" }));
    await expect.poll(() => sent).toEqual({ version: 8 });
  });

  it("says why it was refused and stays open", async () => {
    serve("GET /studio/publications/versions", listed);
    serve("GET /studio/publications/versions/8", { version: 8, changes: [{ key: "k5", title: "Tyres", change: "restored" }], models: [], refusals: [], losses: [] });
    serve("POST /studio/publications/rollback", problem(409, "publication_running", { params: { user: "Ada" } }));
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("button", { name: "Go back to version 8" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(await dialog.findByRole("button", { name: "Go back to version 8" }));
    expect(await dialog.findByRole("alert")).toBeInTheDocument();
  });
});
