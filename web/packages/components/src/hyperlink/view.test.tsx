import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const words = (value: string) => ({ translation_key: "", translation_value: value });
const fixed = (value: string, settings: object = {}): Scene => ({ kind: "hyperlink", settings: { value, ...settings } });
const site: Scene = { kind: "hyperlink", property: { type: "uri" }, settings: { binding: "data.Field" } };
const pencil = () => screen.findByRole("button", { name: "Edit Field title" });
const field = () => screen.findByRole("textbox", { name: /Field title/ });

describe("hyperlink", () => {
  it("shows the address where it has no text of its own", async () => {
    show(fixed("https://example.org/a"));
    expect(await screen.findByRole("link", { name: /^https:\/\/example.org\/a/ })).toHaveAttribute("href", "https://example.org/a");
  });

  it("opens what is outside in a new tab that knows nothing of this one, and says so", async () => {
    show(fixed("https://example.org", { label: words("Help") }));
    const link = await screen.findByRole("link", { name: "Help (opens in a new tab)" });
    expect(link).toHaveAttribute("target", "_blank");
    expect(link.getAttribute("rel")).toContain("noopener");
  });

  it("goes on in the same tab inside of the application, without loading it anew", async () => {
    const log = show(fixed("/c/orders?state=1", { label: words("Orders") }));
    const link = await screen.findByRole("link", { name: "Orders" });
    expect(link).not.toHaveAttribute("target");
    await userEvent.click(link);
    expect(log.followed).toEqual(["/c/orders?state=1"]);
  });

  it("leaves it to the browser when a key asks for another tab", async () => {
    const log = show(fixed("/c/orders"));
    expect(fireEvent.click(await screen.findByRole("link"), { ctrlKey: true })).toBe(true);
    expect(log.followed).toEqual([]);
  });

  it("opens where the builder says", async () => {
    const log = show(fixed("/c/orders", { open_in: "new_tab" }));
    const link = await screen.findByRole("link");
    expect(link).toHaveAttribute("target", "_blank");
    fireEvent.click(link);
    expect(log.followed).toEqual([]);
  });

  it("opens an outside page in the same tab when told so", async () => {
    show(fixed("https://example.org", { open_in: "same_tab" }));
    expect(await screen.findByRole("link")).not.toHaveAttribute("target");
  });

  it.each(["mailto:a@example.org", "tel:+903125550000"])("hands %s to the program for it", async (address) => {
    show(fixed(address, { open_in: "new_tab" }));
    const link = await screen.findByRole("link");
    expect(link).toHaveAttribute("href", address);
    expect(link).not.toHaveAttribute("target");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//example.org", "example.org"])("shows %s as text", async (address) => {
    show(fixed(address));
    expect(await screen.findByText(address)).toBeInTheDocument();
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });

  it("wears its own text settings", async () => {
    show(fixed("https://example.org", { bold: true, color: "#aa0000" }));
    expect(await screen.findByRole("link")).toHaveStyle({ color: "#aa0000" });
  });

  it("has no pencil where nothing is bound, or the entry is another one", async () => {
    show({ ...site, value: "https://example.org", readOnly: true });
    expect(await screen.findByRole("link")).toBeInTheDocument();
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });
});

describe("address of a bound hyperlink", () => {
  it("is entered behind a pencil, and the focus comes back to it", async () => {
    const log = show({ ...site, value: "https://example.org" });
    await userEvent.click(await pencil());
    expect(await field()).toHaveFocus();
    await userEvent.clear(await field());
    await userEvent.type(await field(), "https://example.net{Enter}");
    expect(log.values.at(-1)).toBe("https://example.net");
    expect(log.commits).toHaveLength(1);
    expect(await screen.findByRole("link", { name: /example.net/ })).toBeInTheDocument();
    expect(await pencil()).toHaveFocus();
  });

  it("stays open while it cannot be followed, and keeps what was typed", async () => {
    const log = show({ ...site, error: "Enter a full address." });
    await userEvent.click(await pencil());
    await userEvent.type(await field(), "example{Enter}");
    expect(await field()).toHaveValue("example");
    expect(log.commits).toEqual(["example"]);
    expect(await field()).toHaveAccessibleDescription("Enter a full address.");
  });

  it("comes back as it was with Escape", async () => {
    const log = show({ ...site, value: "https://example.org" });
    await userEvent.click(await pencil());
    await userEvent.type(await field(), "/more{Escape}");
    expect(log.values.at(-1)).toBe("https://example.org");
    expect(await screen.findByRole("link", { name: /example.org \(/ })).toBeInTheDocument();
  });

  it("is none once it is emptied and left", async () => {
    const log = show({ ...site, value: "https://example.org" });
    await userEvent.click(await pencil());
    await userEvent.clear(await field());
    await userEvent.tab();
    expect(log.values.at(-1)).toBeNull();
    expect(await pencil()).toBeInTheDocument();
  });

  it("stands for itself on the canvas", async () => {
    show({ ...site, design: true });
    expect(await screen.findByText("data.Field")).toBeInTheDocument();
  });
});
