import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const bound: Scene = { kind: "image", settings: { binding: "data.Field" }, property: { type: "file" } };
const words = (text: string) => screen.findByText(text);

describe("image", () => {
  it("shows the picture of its property when it comes near, named by the property", async () => {
    show({ ...bound, value: "f1" });
    const picture = await screen.findByRole("img", { name: "Field title" });
    expect(picture).toHaveAttribute("src", "/files/f1");
    expect(picture).toHaveAttribute("loading", "lazy");
  });

  it("names a static picture by its file", async () => {
    show({ kind: "image", settings: { file: "s1" }, files: { s1: { info: { id: "s1", name: "blue-sky.jpg", size: 1, content_type: "image/jpeg" } } } });
    expect(await screen.findByRole("img", { name: "blue sky" })).toHaveAttribute("src", "/files/s1");
  });

  it("shows the property's picture, not the static one, where both are set", async () => {
    show({ ...bound, settings: { binding: "data.Field", file: "s1", show_placeholder_image: true } });
    expect(await words("No picture")).toBeInTheDocument();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("shows nothing where nothing is, unless a stand-in is wanted", async () => {
    show({ ...bound });
    expect(document.querySelector("[data-kind=image]")).toHaveTextContent("");
  });

  it("shows its own stand-in before that of the domain", async () => {
    show({ ...bound, settings: { binding: "data.Field", show_placeholder_image: true, no_image_placeholder: "own" }, noImage: "domain" });
    expect(await screen.findByRole("img", { name: "No picture" })).toHaveAttribute("src", "/files/own");
  });

  it("shows the stand-in of the domain where it has none of its own", async () => {
    show({ ...bound, settings: { binding: "data.Field", show_placeholder_image: true }, noImage: "domain" });
    expect(await screen.findByRole("img", { name: "No picture" })).toHaveAttribute("src", "/files/domain");
  });

  it("says when a picture cannot be drawn", async () => {
    show({ ...bound, value: "f1" });
    fireEvent.error(await screen.findByRole("img"));
    expect(await words("This picture cannot be shown.")).toBeInTheDocument();
  });

  it("takes the height it is given", async () => {
    show({ ...bound, settings: { binding: "data.Field", height: 120 }, value: "f1" });
    expect(document.querySelector("[data-kind=image]")).toHaveStyle({ height: "120px" });
    expect(await screen.findByRole("img")).toHaveStyle({ height: "100%", objectFit: "contain" });
  });

  it("can be found on the canvas without a picture", async () => {
    show({ kind: "image", design: true });
    expect(await words("Image")).toBeInTheDocument();
  });
});
