import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { type Scene, show } from "../testing/render";

interface DocumentProps {
  file: unknown;
  onLoadSuccess: (loaded: { numPages: number }) => void;
  onLoadError: () => void;
  onPassword: () => void;
  children: ReactNode;
}

/** jsdom draws no documents: the library's place is taken by what it was asked to draw. A real one is read in the browser tests. */
let opened: DocumentProps;
vi.mock("react-pdf", () => ({
  pdfjs: { GlobalWorkerOptions: {} },
  Document: (props: DocumentProps) => {
    opened = props;
    return props.children;
  },
  Page: ({ pageNumber, width }: { pageNumber: number; width: number }) => <p>{`page ${pageNumber} at ${width}`}</p>,
}));

const info = { id: "d1", name: "report.pdf", size: 10, content_type: "application/pdf" };
const bound: Scene = { kind: "pdf_viewer", settings: { binding: "data.Field" }, property: { type: "file" }, value: "d1", files: { d1: { info } } };

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(private readonly changed: () => void) {}
      observe(element: Element) {
        Object.defineProperty(element, "clientWidth", { value: 400, configurable: true });
        this.changed();
      }
      unobserve() {}
      disconnect() {}
    },
  );
});

async function open(scene: Scene = bound, numPages = 3) {
  show(scene);
  await screen.findByRole("group", { name: "report.pdf" });
  act(() => opened.onLoadSuccess({ numPages }));
}

describe("PDF viewer", () => {
  it("opens the first page, as wide as there is room", async () => {
    await open();
    expect(opened.file).toBe("/files/d1");
    expect(screen.getByText("page 1 at 400")).toBeInTheDocument();
    expect(screen.getByRole("document", { name: "Page 1 of 3" })).toBeInTheDocument();
  });

  it("turns pages by buttons, as far as there are pages", async () => {
    await open();
    const next = screen.getByRole("button", { name: "Next page" });
    expect(screen.getByRole("button", { name: "Previous page" })).toBeDisabled();
    await userEvent.click(next);
    await userEvent.click(next);
    expect(screen.getByText("page 3 at 400")).toBeInTheDocument();
    expect(next).toBeDisabled();
  });

  it("goes to the page that is typed, and to none that is not there", async () => {
    await open();
    const number = () => screen.getByRole("textbox", { name: "Page number" });
    await userEvent.clear(number());
    await userEvent.type(number(), "2{Enter}");
    expect(screen.getByText("page 2 at 400")).toBeInTheDocument();
    await userEvent.clear(number());
    await userEvent.type(number(), "9{Enter}");
    expect(screen.getByText("page 2 at 400")).toBeInTheDocument();
    expect(number()).toHaveValue("2");
  });

  it("turns and zooms by keys", async () => {
    await open();
    screen.getByRole("document").focus();
    await userEvent.keyboard("{PageDown}{End}{PageUp}");
    expect(screen.getByText("page 2 at 400")).toBeInTheDocument();
    await userEvent.keyboard("++");
    expect(screen.getByText("page 2 at 600")).toBeInTheDocument();
    await userEvent.keyboard("-");
    expect(screen.getByText("page 2 at 500")).toBeInTheDocument();
    await userEvent.keyboard("0{Home}");
    expect(screen.getByText("page 1 at 400")).toBeInTheDocument();
  });

  it("zooms by buttons, as far as it goes", async () => {
    await open();
    const out = screen.getByRole("button", { name: "Zoom out" });
    await userEvent.click(out);
    await userEvent.click(out);
    expect(screen.getByText("page 1 at 200")).toBeInTheDocument();
    expect(out).toBeDisabled();
    expect(screen.getByText("50%")).toBeInTheDocument();
  });

  it.each([
    ["protected", () => opened.onPassword(), "This document is protected by a password and cannot be shown here."],
    ["unreadable", () => opened.onLoadError(), "This document cannot be shown here."],
  ])("offers the download of a document that is %s", async (_, fail, message) => {
    await open();
    act(fail);
    expect(screen.getByText(message)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Download report.pdf" })).toHaveAttribute("href", "/files/d1");
  });

  it("opens nothing that is no PDF", async () => {
    show({ ...bound, files: { d1: { info: { ...info, name: "a.txt", content_type: "text/plain" } } } });
    expect(await screen.findByText("This document cannot be shown here.")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Download a.txt" })).toBeInTheDocument();
  });

  it("says when there is no document, or none that can be had", async () => {
    show({ ...bound, value: null });
    expect(await screen.findByText("No document")).toBeInTheDocument();
  });

  it("reads what was chosen just now from memory", async () => {
    const blob = new Blob(["%PDF"]);
    await open({ ...bound, files: { d1: { info, url: "blob:x", blob } } });
    expect(opened.file).toBe(blob);
  });
});
