import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http } from "msw";
import { describe, expect, it } from "vitest";

import { ADDRESS, open, refused, server, world } from "./testing";

const find = async (text: string) => {
  await open(ADDRESS);
  await userEvent.click(await screen.findByRole("button", { name: "Search" }));
  const box = await screen.findByRole("combobox", { name: /Find pages/ });
  await userEvent.type(box, text);
  return screen.findByRole("dialog", { name: "Search" });
};

describe("search", () => {
  it("opens by the keyboard and finds pages of the menu at once", async () => {
    await open(ADDRESS);
    await screen.findByRole("button", { name: "Search" });
    await userEvent.keyboard("{Control>}k{/Control}");
    const dialog = await screen.findByRole("dialog", { name: "Search" });
    await userEvent.keyboard("repo");
    expect(await within(dialog).findByRole("option", { name: "Reports" })).toBeInTheDocument();
    expect(within(dialog).queryByRole("option", { name: "Orders" })).not.toBeInTheDocument();
  });

  it("finds entries by name, under their component, and opens the record form", async () => {
    world.state.names = ["Chairs", "Tables"];
    const dialog = await find("tab");
    expect(await within(dialog).findByText("Invoice app")).toBeInTheDocument();
    await userEvent.click(await within(dialog).findByRole("option", { name: /Tables/ }));
    expect(window.location.pathname).toMatch(/\/first\/2$/);
    expect(screen.queryByRole("dialog", { name: "Search" })).not.toBeInTheDocument();
  });

  it("says that nothing was found, and what to type before", async () => {
    const dialog = await find("q");
    expect(await within(dialog).findByText("Type two letters or more to find entries")).toBeInTheDocument();
    await userEvent.keyboard("qq");
    expect(await within(dialog).findByText("Nothing is named “qqq”")).toBeInTheDocument();
  });

  it("says why it could not search", async () => {
    server.use(http.get("*/api/v1/workplace/search", () => refused(503, "database_unavailable")));
    const dialog = await find("zzz");
    expect(await within(dialog).findByText(/^The search did not work/)).toBeInTheDocument();
  });
});
