import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";
import { domainName } from "./domain-name";

describe("Home", () => {
  it("shows the counts and leads from a card to everything of its domain", async () => {
    renderStudio("/");
    const card = await screen.findByRole("listitem", { name: "Digital Workplace" });
    expect(within(card).getByText("Default")).toBeInTheDocument();
    expect(within(card).getByText("13 · 4 published")).toBeInTheDocument();
    expect(within(card).getByRole("link", { name: /Components/ })).toHaveAttribute("href", "/components?domain=digital-workplace");
    expect(within(card).getByRole("link", { name: /Navigation menu/ })).toHaveAttribute("href", "/domains/digital-workplace/menu");
    expect(within(card).getByRole("link", { name: /View App/ })).toHaveAttribute("href", "/");
    expect(await screen.findByText("48")).toBeInTheDocument();
  });

  it("neither offers to switch off nor to delete the domain that comes with the platform", async () => {
    renderStudio("/");
    const card = await screen.findByRole("listitem", { name: "Digital Workplace" });
    expect(within(card).queryByRole("switch")).not.toBeInTheDocument();
    expect(within(card).queryByRole("button", { name: "Delete application" })).not.toBeInTheDocument();
  });

  it("hides View App of a domain that is off", async () => {
    serve("GET /studio/domains", [{ ...answers.domain, built_in: false, is_default: false, enabled: false }]);
    renderStudio("/");
    const card = await screen.findByRole("listitem", { name: "Digital Workplace" });
    expect(within(card).queryByRole("link", { name: /View App/ })).not.toBeInTheDocument();
  });

  it("proposes a name from the title of a new application and sends both", async () => {
    let sent: unknown;
    serve("POST /studio/domains", (body) => {
      sent = body;
      return answers.domain;
    });
    const { user } = renderStudio("/");
    await user.click(await screen.findByRole("button", { name: "Add application" }));
    await user.type(screen.getByLabelText(/Title/), "Garage 24");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Add application" }));
    await expect.poll(() => sent).toEqual({ name: "garage-24", title: "Garage 24" });
  });

  it("tells with the trace id what failed, and tries again on demand", async () => {
    serve("GET /studio/domains", () => problem(500, "internal_error"));
    const { user } = renderStudio("/");
    expect(await screen.findByText(/trace-1/)).toBeInTheDocument();
    serve("GET /studio/domains", [answers.domain]);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("listitem", { name: "Digital Workplace" })).toBeInTheDocument();
  });

  it.each([
    ["Garage 24", "garage-24"],
    ["  Ürün Stoğu! ", "urun-stogu"],
    ["2nd shop", "nd-shop"],
    ["Склад", ""],
  ])("makes of the title %s the name %s", (title, name) => {
    expect(domainName(title)).toBe(name);
  });
});
