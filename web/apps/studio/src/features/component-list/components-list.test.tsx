import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const ALL = [
  answers.component({ id: 1, key: "k1", title: "User info", built_in: true, state: "published", published: true }),
  answers.component({ id: 2, key: "k2", title: "Invoice Inventory", state: "saved" }),
  answers.component({ id: 3, key: "k3", title: "Car fleet", state: "ready", domains: ["garage"] }),
];

const rows = () => screen.getAllByRole("row").slice(1).map((row) => within(row).getByRole("link").textContent);

describe("the Components list", () => {
  it("finds by any column", async () => {
    serve("GET /studio/components", ALL);
    const { user } = renderStudio("/components");
    await user.type(await screen.findByRole("searchbox", { name: "Search components" }), "garage");
    expect(rows()).toEqual(["Car fleet"]);
    expect(screen.getByText("1 of 3")).toBeInTheDocument();
  });

  it("shows the domain a link filtered by as a chip that can be taken away", async () => {
    serve("GET /studio/components", ALL);
    const { user } = renderStudio("/components?domain=garage");
    const chip = await screen.findByText("Domains: garage");
    expect(rows()).toEqual(["Car fleet"]);
    chip.parentElement?.focus();
    await user.keyboard("{Delete}");
    expect(rows()).toHaveLength(3);
  });

  it("sorts by a column", async () => {
    serve("GET /studio/components", ALL);
    const { user } = renderStudio("/components");
    await user.click(await screen.findByRole("button", { name: "Title" }));
    expect(rows()).toEqual(["Car fleet", "Invoice Inventory", "User info"]);
  });

  it("pages by ten", async () => {
    serve("GET /studio/components", Array.from({ length: 11 }, (_, at) => answers.component({ id: at, key: `k${at}`, title: `Component ${at}` })));
    const { user } = renderStudio("/components");
    await screen.findByRole("link", { name: "Component 0" });
    expect(rows()).toHaveLength(10);
    await user.click(screen.getByRole("button", { name: "Go to next page" }));
    expect(rows()).toEqual(["Component 10"]);
  });

  it("moves between rows by arrow keys", async () => {
    serve("GET /studio/components", ALL);
    const { user } = renderStudio("/components");
    await screen.findByRole("link", { name: "Car fleet" });
    screen.getAllByRole("row")[1]?.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(screen.getAllByRole("row")[3]).toHaveFocus();
  });

  it("does not offer to delete what comes with the platform", async () => {
    serve("GET /studio/components", ALL);
    renderStudio("/components");
    await screen.findByRole("link", { name: "User info" });
    expect(screen.getAllByRole("button", { name: "Delete" })).toHaveLength(2);
  });

  it("lists the references when a deletion is refused", async () => {
    serve("GET /studio/components", ALL);
    serve("DELETE /studio/components/k3", () =>
      problem(409, "in_use", { fields: [{ field: "k9", rule: "reference", message: "Managers grid: Data grid 1", params: {} }] }),
    );
    const { user } = renderStudio("/components?domain=garage");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete component" }));
    const dialog = await screen.findByRole("dialog", { name: "Car fleet is still in use" });
    expect(within(dialog).getByText("Managers grid: Data grid 1")).toBeInTheDocument();
  });

  it("deletes nothing when the builder thinks better of it", async () => {
    let deleted = false;
    serve("GET /studio/components", ALL);
    serve("DELETE /studio/components/k3", () => {
      deleted = true;
      return null;
    });
    const { user } = renderStudio("/components?domain=garage");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("link", { name: "Car fleet" })).toBeInTheDocument();
    expect(deleted).toBe(false);
  });

  it("says what a component is while there are none", async () => {
    serve("GET /studio/components", []);
    renderStudio("/components");
    expect(await screen.findByText("No components yet")).toBeInTheDocument();
  });
});
