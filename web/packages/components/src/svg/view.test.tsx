import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const bound = { kind: "svg", settings: { binding: "data.Field" }, property: { type: "file" } } as const;

describe("svg", () => {
  it("is drawn as a picture and never put into the page", async () => {
    show({ ...bound, value: "f1" });
    const picture = await screen.findByRole("img", { name: "Field title" });
    expect(picture.tagName).toBe("IMG");
    expect(picture).toHaveAttribute("src", "/files/f1");
    expect(document.querySelector("[data-kind=svg] svg, [data-kind=svg] object, [data-kind=svg] iframe")).toBeNull();
  });

  it("grows to the width of its box", async () => {
    show({ kind: "svg", settings: { file: "s1" } });
    expect(await screen.findByRole("presentation")).toHaveStyle({ width: "100%" });
  });

  it("says when it cannot be drawn, and is found on the canvas", async () => {
    show({ ...bound, value: "f1" });
    fireEvent.error(await screen.findByRole("img"));
    expect(await screen.findByText("This picture cannot be shown.")).toBeInTheDocument();
  });

  it("stands on the canvas without a picture", async () => {
    show({ kind: "svg", design: true });
    expect(await screen.findByText("Vector picture")).toBeInTheDocument();
  });
});
