import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const slides: Scene = { kind: "slider", panels: { one: <p>First</p>, two: <button type="button">Second</button>, three: <p>Third</p> } };
const range: Scene = { kind: "slider", settings: { mode: "range", binding: "data.Field", minimum: 0, maximum: 10, step: 2 }, property: { type: "integer" } };
const current = () => screen.getByRole("status").textContent;

describe("slider of slides", () => {
  it("shows the first slide and says how many there are", async () => {
    show(slides);
    expect(await screen.findByText("First")).toBeInTheDocument();
    expect(current()).toBe("Slide 1 of 3");
  });

  it("changes the slide by arrows, as far as there are slides", async () => {
    show(slides);
    const next = await screen.findByRole("button", { name: "Next slide" });
    expect(screen.getByRole("button", { name: "Previous slide" })).toBeDisabled();
    await userEvent.click(next);
    await userEvent.click(next);
    expect(current()).toBe("Slide 3 of 3");
    expect(next).toBeDisabled();
  });

  it("changes it by dots, which tell where one is", async () => {
    show(slides);
    const dot = await screen.findByRole("button", { name: "Slide 2 of 3" });
    await userEvent.click(dot);
    expect(dot).toHaveAttribute("aria-current", "true");
    expect(current()).toBe("Slide 2 of 3");
  });

  it("changes it by arrow keys, Home and End", async () => {
    show(slides);
    await screen.findByText("First");
    await userEvent.tab();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}");
    expect(current()).toBe("Slide 3 of 3");
    await userEvent.keyboard("{ArrowLeft}");
    expect(current()).toBe("Slide 2 of 3");
    await userEvent.keyboard("{Home}");
    expect(current()).toBe("Slide 1 of 3");
  });

  it("leaves keys to what stands in a slide", async () => {
    show(slides);
    await userEvent.click(await screen.findByRole("button", { name: "Next slide" }));
    fireEvent.keyDown(screen.getByText("Second"), { key: "ArrowRight" });
    expect(current()).toBe("Slide 2 of 3");
  });

  it("follows a swipe", async () => {
    show(slides);
    const track = (await screen.findByText("First")).parentElement?.parentElement as HTMLElement;
    Object.defineProperties(track, { clientWidth: { value: 300 }, scrollLeft: { value: 310, configurable: true } });
    fireEvent.scroll(track);
    expect(current()).toBe("Slide 2 of 3");
    Object.defineProperty(track, "scrollLeft", { value: -600 });
    fireEvent.scroll(track);
    expect(current()).toBe("Slide 3 of 3");
  });

  it("keeps what is out of view out of reach, and draws it only when it comes near", async () => {
    show(slides);
    const second = (await screen.findByText("Second")).parentElement;
    expect(second?.inert).toBe(true);
    expect(screen.queryByText("Third")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Next slide" }));
    expect(second?.inert).toBe(false);
    expect(screen.getByText("Third")).toBeInTheDocument();
  });

  it("has no arrows where they are switched off, and nothing to change with one slide", async () => {
    show({ ...slides, settings: { show_arrows: false } });
    expect(await screen.findByRole("button", { name: "Slide 1 of 3" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Next slide" })).toBeNull();
  });

  it("shows every slide on the canvas, or how to add one", async () => {
    show({ ...slides, design: true });
    expect(await screen.findByText("Third")).toBeInTheDocument();
    expect(screen.getByText("Slide 3 of 3")).toBeInTheDocument();
  });

  it("says on the canvas how to add a slide", async () => {
    show({ kind: "slider", panels: {}, design: true });
    expect(await screen.findByText("Add slides in Columns")).toBeInTheDocument();
  });
});

describe("slider of a number", () => {
  const handle = () => screen.findByRole("slider", { name: "Field title" });

  it("shows the value within its range", async () => {
    show({ ...range, value: 4 });
    expect(await handle()).toHaveValue("4");
    expect(await handle()).toHaveAttribute("min", "0");
    expect(await handle()).toHaveAttribute("max", "10");
    expect(within(await screen.findByRole("status")).getByText("4")).toBeInTheDocument();
  });

  it("moves by its step and announces the change once it is made", async () => {
    const log = show({ ...range, value: 4 });
    (await handle()).focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(log.values).toEqual([6]);
    expect(log.events).toContainEqual(["on_value_changed", 4, 6]);
  });

  it("keeps decimals exact", async () => {
    const log = show({ ...range, settings: { ...range.settings, maximum: 1, step: "0.1" }, property: { type: "number" }, value: "0.2" });
    (await handle()).focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(log.values).toEqual(["0.3"]);
  });

  it("is narrowed by what the property takes", async () => {
    show({ ...range, property: { type: "integer", minimum: 2, maximum: 8 }, value: 4 });
    expect(await handle()).toHaveAttribute("min", "2");
    expect(await handle()).toHaveAttribute("max", "8");
  });

  it("tells no value from the lowest one", async () => {
    show(range);
    expect(await screen.findByText("–")).toBeInTheDocument();
  });

  it("cannot be moved where nothing may be written", async () => {
    show({ ...range, readOnly: true, value: 4 });
    expect(await handle()).toBeDisabled();
  });
});
