import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const secret: Scene = { kind: "password", property: { type: "string" }, settings: { auto_complete: "new-password" } };
const field = () => screen.findByLabelText<HTMLInputElement>(/^Field title/);

describe("password", () => {
  it("hides what is typed until it is revealed, and hides it again", async () => {
    const log = show(secret);
    await userEvent.type(await field(), "s3cret");
    expect(log.values.at(-1)).toBe("s3cret");
    expect(await field()).toHaveAttribute("type", "password");
    await userEvent.click(screen.getByRole("button", { name: "Show Field title" }));
    expect(await field()).toHaveAttribute("type", "text");
    expect(await field()).toHaveValue("s3cret");
    await userEvent.click(screen.getByRole("button", { name: "Hide Field title" }));
    expect(await field()).toHaveAttribute("type", "password");
  });

  it("never shows a value that came with the entry, revealed or not", async () => {
    show({ ...secret, value: "kept" });
    await userEvent.click(await screen.findByRole("button", { name: "Show Field title" }));
    expect(await field()).toHaveValue("");
    expect(document.body.innerHTML).not.toContain("kept");
  });

  it("replaces that value by what is typed", async () => {
    const log = show({ ...secret, value: "kept" });
    await userEvent.type(await field(), "n");
    expect(log.values).toEqual(["n"]);
    expect(await field()).toHaveValue("n");
  });

  it("tells password managers what it is for", async () => {
    show(secret);
    expect(await field()).toHaveAttribute("autocomplete", "new-password");
  });

  it("commits when it is left, and can be emptied", async () => {
    const log = show({ ...secret, settings: { ...secret.settings, show_clear: true } });
    await userEvent.type(await field(), "a");
    await userEvent.click(screen.getByRole("button", { name: "Clear Field title" }));
    expect(log.values).toEqual(["a", null]);
    expect(log.commits).toHaveLength(1);
    await userEvent.type(await field(), "b");
    await userEvent.tab();
    expect(log.events).toContainEqual(["on_value_changed", null, "b"]);
  });

  it("cannot be revealed while disabled", async () => {
    show({ ...secret, settings: { ...secret.settings, disabled: true } });
    expect(await field()).toBeDisabled();
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("says what is wrong below itself", async () => {
    show({ ...secret, error: "Enter at least 8 characters." });
    expect(await field()).toHaveAccessibleDescription("Enter at least 8 characters.");
  });
});
