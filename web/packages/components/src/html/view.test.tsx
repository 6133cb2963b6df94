import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { Shown } from "../shared/sandbox-frame/messages";
import { type Scene, show } from "../testing/render";

const bound: Scene = { kind: "html", settings: { binding: "data.Field" }, property: { type: "string" } };

/** Plays the frame: takes its end of the channel and writes down what it is told to show. */
async function answering(name: string) {
  const frame = await screen.findByTitle<HTMLIFrameElement>(name);
  const shown: Shown[] = [];
  const connect = vi.spyOn(frame.contentWindow as Window, "postMessage").mockImplementation(() => undefined);
  fireEvent.load(frame);
  const [hello, origin, [port]] = connect.mock.calls[0] as unknown as [string, string, MessagePort[]];
  if (!port) throw new Error("no channel was handed over");
  port.onmessage = ({ data }: MessageEvent<Shown>) => shown.push(data);
  await waitFor(() => {
    expect(shown).not.toEqual([]);
  });
  return { frame, shown, hello, origin, tell: (message: unknown) => port.postMessage(message) };
}

describe("html", () => {
  it("shows its markup as written, in a frame without origin that is named by its heading", async () => {
    const markup = "<style>p{color:red}</style><h2>Rules</h2><p onclick=x()>Text</p>";
    show({ kind: "html", settings: { html: markup } });
    const { frame, shown, hello } = await answering("Rules");
    expect(frame).toHaveAttribute("src", "/api/v1/frame");
    expect(frame.getAttribute("sandbox")).toBe("allow-scripts");
    expect(hello).toBe("aqtra:connect");
    expect(shown.at(-1)).toMatchObject({ html: markup, language: "en", direction: "ltr", scrolls: false });
  });

  it("shows the bound text instead, without what runs or loads", async () => {
    show({ ...bound, settings: { ...bound.settings, html: "static" }, value: "<p>Hello<script>__x()</script><img src=x onerror=__x()></p>" });
    const { shown } = await answering("Formatted content");
    expect(shown.at(-1)?.html).toBe("<p>Hello<img></p>");
  });

  it("passes colours and type of the page on", async () => {
    show({ kind: "html", settings: { html: "<p>Text</p>" } });
    const { shown } = await answering("Formatted content");
    expect(shown.at(-1)?.theme.scheme).toBe("light");
    expect(Object.keys(shown.at(-1)?.theme ?? {}).sort()).toEqual(["accent", "font", "line", "muted", "scheme", "size", "text"]);
  });

  it("is as high as its content, as long as that is a height", async () => {
    show({ kind: "html", settings: { html: "<p>Text</p>" } });
    const { frame, tell } = await answering("Formatted content");
    tell({ type: "height", height: 120.2 });
    await waitFor(() => {
      expect(frame).toHaveStyle({ height: "121px" });
    });
    tell({ type: "height", height: "1px;position:fixed" });
    tell({ type: "height", height: 1e9 });
    await waitFor(() => {
      expect(frame).toHaveStyle({ height: "20000px" });
    });
  });

  it("keeps the height it is given and scrolls", async () => {
    show({ kind: "html", settings: { html: "<p>Text</p>", height: 200 } });
    const { frame, shown, tell } = await answering("Formatted content");
    expect(shown.at(-1)?.scrolls).toBe(true);
    tell({ type: "height", height: 900 });
    await waitFor(() => {
      expect(frame.parentElement).not.toHaveAttribute("aria-busy");
    });
    expect(frame).toHaveStyle({ height: "100%" });
    expect(frame.parentElement).toHaveStyle({ height: "200px" });
  });

  it("follows links that are harmless and no others", async () => {
    const followed: string[] = [];
    const watch = (event: MouseEvent) => {
      event.preventDefault();
      followed.push((event.target as HTMLAnchorElement).getAttribute("href") ?? "");
    };
    document.addEventListener("click", watch);
    show({ kind: "html", settings: { html: "<a href=x>x</a>" } });
    const { tell } = await answering("Formatted content");
    for (const address of ["javascript:__x()", "//evil.example", "https://example.org/", 7, "/components/1"]) tell({ type: "open", address, inNewTab: false });
    await waitFor(() => {
      expect(followed).toEqual(["https://example.org/", "/components/1"]);
    });
    document.removeEventListener("click", watch);
  });

  it("takes no room while there is nothing to show", async () => {
    show({ ...bound, value: null });
    await waitFor(() => {
      expect(document.querySelector("[data-kind=html]")).toBeEmptyDOMElement();
    });
  });

  it("says on the canvas what is missing, or which property is shown", async () => {
    show({ kind: "html", design: true });
    expect(await screen.findByText("Write HTML, or bind a text property")).toBeInTheDocument();
    show({ ...bound, design: true });
    expect(await screen.findByText("data.Field")).toBeInTheDocument();
  });
});

describe("html whose frame does not come", () => {
  afterEach(() => vi.useRealTimers());

  it("says so and tries again", async () => {
    show({ kind: "html", settings: { html: "<p>Text</p>" } });
    await screen.findByTitle("Formatted content");
    vi.useFakeTimers({ shouldAdvanceTime: true });
    show({ kind: "html", settings: { html: "<h1>Second</h1>" } });
    await screen.findByTitle("Second");
    act(() => vi.advanceTimersByTime(60_000));
    expect(await screen.findByRole("alert")).toBeInTheDocument();
    vi.useRealTimers();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByTitle("Second")).toBeInTheDocument();
  });
});
