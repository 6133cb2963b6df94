import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { show } from "../testing/render";

describe("page", () => {
  it("stacks its children from top to bottom and tells scripts once that it is there", async () => {
    const log = show({ kind: "page", children: <span>Content</span> });
    const box = (await screen.findByText("Content")).parentElement;
    expect(box).toHaveStyle({ display: "flex", flexDirection: "column" });
    expect(log.events).toEqual([["on_loaded"]]);
  });

  it("presses its first button on Enter when it is a form", async () => {
    const press = vi.fn();
    const children = (
      <>
        <input aria-label="Name" />
        <span data-kind="button">
          <button type="button" onClick={press}>
            Save
          </button>
        </span>
      </>
    );
    show({ kind: "page", settings: { provide_root_form: true }, children });
    await userEvent.type(await screen.findByLabelText("Name"), "x{Enter}");
    expect(press).toHaveBeenCalledOnce();
  });
});
