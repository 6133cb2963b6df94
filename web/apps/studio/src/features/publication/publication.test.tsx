import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const READY = {
  components: [
    answers.component({ key: "k2", title: "Invoice Inventory" }),
    answers.component({ key: "k3", title: "Car fleet", state: "published_ready", published: true }),
  ],
  modules: [{ key: "m1", title: "Totals", name: "totals", type: "both", state: "changed", updated_by: "ada", updated_at: "2026-11-20T10:00:00Z" }],
};

const NOTHING = { changes: [], refusals: [], losses: [], audience: [], dependants: [], modules: [] };

const stages = answers.publication({}).stages;
const running = answers.publication({
  state: "running",
  stage: 6,
  finished_at: null,
  stages: stages.map((stage) => ({ ...stage, state: stage.number < 6 ? "complete" : stage.number === 6 ? "running" : "pending" })),
});

describe("the Publication screen", () => {
  it("publishes what is ticked; the group's box ticks everything", async () => {
    let sent: unknown;
    serve("GET /studio/publications/candidates", READY);
    serve("POST /studio/publications", (body) => {
      sent = body;
      return running;
    });
    const { user } = renderStudio("/publication");
    expect(await screen.findByRole("button", { name: "Publish" })).toBeDisabled();
    await user.click(await screen.findByRole("checkbox", { name: "Car fleet" }));
    expect(screen.getByRole("button", { name: "Publish 1 item" })).toBeEnabled();
    expect(screen.getByRole("checkbox", { name: "Select all components" })).toBePartiallyChecked();
    await user.click(screen.getByRole("checkbox", { name: "Select all components" }));
    await user.click(screen.getByRole("button", { name: "Publish 2 items" }));
    await expect.poll(() => sent).toEqual({ components: ["k2", "k3"] });
  });

  it("proposes the changed modules of what is ticked, and publishes them with it", async () => {
    let sent: unknown;
    serve("GET /studio/publications/candidates", READY);
    serve("POST /studio/publications/preview", { ...NOTHING, modules: [{ module: "m1", title: "Totals" }] });
    serve("POST /studio/publications", (body) => {
      sent = body;
      return running;
    });
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("checkbox", { name: "Car fleet" }));
    expect(await screen.findByText("They import changed modules")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Add them" }));
    expect(screen.getByRole("checkbox", { name: "Totals" })).toBeChecked();
    await user.click(screen.getByRole("button", { name: "Publish 2 items" }));
    await expect.poll(() => sent).toEqual({ components: ["k3"], modules: ["m1"] });
  });

  it("publishes a module alone", async () => {
    let sent: unknown;
    serve("GET /studio/publications/candidates", { ...READY, components: [] });
    serve("POST /studio/publications", (body) => {
      sent = body;
      return running;
    });
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("checkbox", { name: "Totals" }));
    await user.click(screen.getByRole("button", { name: "Publish 1 item" }));
    await expect.poll(() => sent).toEqual({ components: [], modules: ["m1"] });
  });

  it("names what would be lost and publishes only after it was agreed to", async () => {
    const sent: unknown[] = [];
    serve("GET /studio/publications/candidates", READY);
    serve("POST /studio/publications", (body) => {
      sent.push(body);
      const lost = [{ field: "Car fleet/color", rule: "dropped", message: "entries have data in it", params: { name: "color", title: "Colour" } }];
      return sent.length === 1 ? problem(409, "destructive_change", { fields: lost }) : running;
    });
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("checkbox", { name: "Car fleet" }));
    await user.click(screen.getByRole("button", { name: "Publish 1 item" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Data would be lost" });
    expect(within(dialog).getByRole("listitem")).toHaveTextContent("Colourcolor is removed");
    expect(sent).toHaveLength(1);
    await user.click(within(dialog).getByRole("button", { name: "Publish and lose this data" }));
    await expect.poll(() => sent[1]).toEqual({ components: ["k3"], confirm_destructive: true });
  });

  it("tells who publishes and at which stage, and waits meanwhile", async () => {
    serve("GET /studio/publications/candidates", READY);
    serve("GET /studio/publications/current", running);
    renderStudio("/publication");
    expect(await screen.findByText("Grace Hopper is publishing")).toBeInTheDocument();
    expect(screen.getByText(/Stage 6 of 9/)).toBeInTheDocument();
    expect(await screen.findByRole("checkbox", { name: "Car fleet" })).toBeDisabled();
    const stage = within(screen.getByRole("list", { name: "Stages" })).getAllByRole("listitem")[5];
    expect(stage).toHaveAttribute("aria-current", "step");
    expect(stage).toHaveTextContent("6. Applying database migrationRunning");
  });

  it("says at the failed stage why it failed, and which stages were undone", async () => {
    serve(
      "GET /studio/publications/current",
      answers.publication({
        state: "rolled_back",
        stages: stages.map((stage) =>
          stage.number < 6
            ? { ...stage, state: "undone" }
            : stage.number === 6
              ? { ...stage, state: "failed", error: "a column holds text" }
              : { ...stage, state: "pending" },
        ),
      }),
    );
    renderStudio("/publication");
    expect(await screen.findByText("The publication failed and was undone")).toBeInTheDocument();
    const rows = within(screen.getByRole("list", { name: "Stages" })).getAllByRole("listitem");
    expect(rows[0]).toHaveTextContent("Undone");
    expect(rows[5]).toHaveTextContent("a column holds text");
    expect(rows[8]).toHaveTextContent("Pending");
  });

  it("follows a publication by asking while there is no live connection, and tells when it has ended", async () => {
    let asked = 0;
    serve("GET /studio/publications/current", () => (++asked < 2 ? running : answers.publication({})));
    renderStudio("/");
    expect(await screen.findByText("1 component is live")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Show" })).toHaveAttribute("href", "/publication");
  });

  it("tells of a failure as one, wherever the builder is", async () => {
    let asked = 0;
    serve("GET /studio/publications/current", () => (++asked < 2 ? running : answers.publication({ state: "rolled_back" })));
    renderStudio("/");
    const toast = await screen.findByRole("alert");
    expect(toast).toHaveTextContent("The publication failed and was undone");
    expect(toast).toHaveClass("MuiAlert-colorError");
    expect(screen.getByRole("link", { name: "Show why" })).toHaveAttribute("href", "/publication");
  });

  it("leads to the components while nothing is ready", async () => {
    renderStudio("/publication");
    expect(await screen.findByText("Nothing is ready to publish")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Open Components" })).toHaveAttribute("href", "/components");
    expect(screen.getByText("Nothing was published yet")).toBeInTheDocument();
  });
});
