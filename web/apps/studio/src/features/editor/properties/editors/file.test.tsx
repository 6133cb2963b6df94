import type { ComponentDocument, Element } from "@aqtra/model";
import { findElement } from "@aqtra/model";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { selectElement } from "../../state";
import { invoices } from "../../testing/invoices";
import { renderEditor } from "../../testing/render-editor";
import { problem, server } from "../../testing/server";
import { RightPane } from "../right-pane";

const API = "*/api/v1";
const FILES = `${API}/studio/files`;
const file = (id: string, name: string, content_type: string, folder: string | null = null) => ({
  id, name, size: 2048, content_type, created_at: "2026-11-20T10:00:00Z", created_by: null, folder, uses: 0,
});
const SKY = file("sky", "sky.png", "image/png");
const LOGO = file("logo", "logo.svg", "image/svg+xml", "f1");
const TERMS = file("terms", "terms.txt", "text/plain");

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
beforeEach(() => {
  localStorage.clear();
  server.use(
    http.get(`${FILES}/folders`, () => HttpResponse.json([{ id: "f1", name: "Logos", parent: null, files: 1, folders: 0 }])),
    http.get(`${FILES}/:id`, ({ params }) => {
      const found = [SKY, LOGO, TERMS].find(({ id }) => id === params["id"]);
      return found ? HttpResponse.json(found) : problem(404, "file_not_found");
    }),
    http.get(FILES, ({ request }) => {
      const value = new URL(request.url).searchParams.get("folder") === "f1" ? [LOGO] : [SKY, TERMS];
      return HttpResponse.json({ count: value.length, value });
    }),
  );
});

const element = (kind: string, settings: Element["settings"] = {}, children: Element[] = []): Element => ({ id: "chosen", kind, name: "Chosen", settings, children });

function paneFor(chosen: Element) {
  const document = invoices();
  const [page, ...others] = document.pages;
  const pages = page ? [{ ...page, children: [...page.children, chosen] }, ...others] : [];
  const editor = renderEditor(<RightPane onClose={() => undefined} />, { ...document, pages } as ComponentDocument);
  editor.dispatch(selectElement(chosen.id));
  return { ...editor, current: () => findElement(editor.document(), chosen.id)?.element };
}

const button = (name: string) => screen.findByRole("button", { name });
const dialog = () => screen.findByRole("dialog", { name: "File: choose a file" });

describe("a setting that names a file", () => {
  it("is picked from the files that fit, in the folder that is chosen", async () => {
    const { current } = paneFor(element("image"));
    await userEvent.click(await button("File: None"));
    const list = within(await dialog());
    expect(await list.findByRole("button", { name: /sky\.png/ })).toBeInTheDocument();
    expect(list.queryByText("terms.txt")).toBeNull();
    await userEvent.click(list.getByRole("combobox", { name: "Folder" }));
    await userEvent.click(screen.getByRole("option", { name: "Logos" }));
    await userEvent.click(await list.findByRole("button", { name: /logo\.svg/ }));
    expect(current()?.settings).toEqual({ file: "logo" });
    expect(await button("File: logo.svg")).toBeInTheDocument();
  });

  it("shows what is chosen, and goes back to nothing", async () => {
    const { current } = paneFor(element("image", { file: "sky" }));
    expect(await button("File: sky.png")).toBeInTheDocument();
    await userEvent.click(await button("Clear File"));
    expect(current()?.settings).toEqual({});
  });

  it("says that a file is gone", async () => {
    paneFor(element("image", { file: "lost" }));
    expect(await button("File: Does not exist any more")).toBeInTheDocument();
  });

  it("takes a file from disk into the folder that is shown", async () => {
    const begun: unknown[] = [];
    server.use(
      http.post(`${API}/uploads`, async ({ request }) => {
        begun.push(await request.json());
        return HttpResponse.json({ id: "u1", part_size: 100, parts: 1, received: [], expires_at: "x" }, { status: 201 });
      }),
      http.put(`${API}/uploads/u1/parts/0`, () => new HttpResponse(null, { status: 204 })),
      http.post(`${API}/uploads/u1/complete`, () => HttpResponse.json(SKY, { status: 201 })),
    );
    const { current } = paneFor(element("image"));
    await userEvent.click(await button("File: None"));
    await dialog();
    await userEvent.upload(screen.getByTestId("from-disk"), new File(["12345"], "sky.png", { type: "image/png" }));
    await waitFor(() => expect(current()?.settings).toEqual({ file: "sky" }));
    expect(begun).toEqual([{ name: "sky.png", size: 5, target: { folder: null } }]);
  });

  it("shows why a file from disk is refused, and stays open", async () => {
    server.use(http.post(`${API}/uploads`, () => problem(413, "file_too_large", { detail: "the file is above 9 bytes" })));
    const { current } = paneFor(element("image"));
    await userEvent.click(await button("File: None"));
    await userEvent.upload(screen.getByTestId("from-disk"), new File(["12345"], "sky.png", { type: "image/png" }));
    expect(await within(await dialog()).findByRole("alert")).toBeInTheDocument();
    expect(current()?.settings).toEqual({});
  });
});

describe("slides", () => {
  const panel = (id: string): Element => ({ id, kind: "panel", name: id, settings: {}, children: [] });
  const names = (current: Element | undefined) => current?.children.map(({ name }) => name);

  it("are added as panels, opened, and removed", async () => {
    const { current, session } = paneFor(element("slider", {}, [panel("one"), panel("two")]));
    await userEvent.click(await button("Add slide"));
    expect(current()?.children[2]).toMatchObject({ kind: "panel", settings: { orientation: "vertical" } });
    await userEvent.click(await button("Remove Slide 1"));
    expect(names(current())).toEqual(["two", "Panel_2"]);
    await userEvent.click(await button("Slide 1"));
    expect(session().view.selection).toBe("two");
  });

  it("are moved by keyboard", async () => {
    const { current } = paneFor(element("slider", {}, [panel("one"), panel("two"), panel("three")]));
    // Rows have no size here, and the list moves by their rectangles.
    for (const [index, row] of (await screen.findAllByRole("listitem")).entries()) {
      row.getBoundingClientRect = () => new DOMRect(0, index * 30, 200, 28);
    }
    (await button("Move Slide 1")).focus();
    await userEvent.keyboard(" {ArrowDown} ");
    await waitFor(() => expect(names(current())).toEqual(["two", "one", "three"]));
  });
});
