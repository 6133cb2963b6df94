import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { openPage } from "../testing/page";
import { INVOICES, invoices, problem, sent, server, stored, SUPPLIERS } from "../testing/server";

const SCAN = "0b0f6f3e-0000-4000-8000-000000000001";
const MADE = "0b0f6f3e-0000-4000-8000-000000000002";
const STATIC = "0b0f6f3e-0000-4000-8000-000000000003";
const LOGO = "0b0f6f3e-0000-4000-8000-000000000004";
const CONTROL = "0b0f6f3e-0000-4000-8000-0000000000aa";
const about = (id: string, name: string) => ({ id, name, size: 1536, content_type: "image/png", created_at: "2026-01-01T00:00:00Z" });
const element = (kind: string, settings: object, id = crypto.randomUUID()) => ({ id, kind, name: `${kind}_x`, settings, children: [] });
const property = (name: string, more: object = {}) => ({ id: `p_${name}`, name, title: name, type: "file", required: false, file_types: "", max_file_size: null, ...more });

let begun: unknown[];
/** Lets the upload go on. */
let goOn: () => void;

function definition(scan: object = {}) {
  const page = invoices([
    element("file", { binding: "data.Scan" }, CONTROL),
    element("image", { binding: "data.Supplier.Logo" }),
    element("image", { file: STATIC }),
  ]);
  return { ...page, properties: [...page.properties, property("Scan", scan)] };
}

function serve(scan: object = {}) {
  server.use(
    http.get("*/api/v1/workplace/components/:key", ({ params }) =>
      HttpResponse.json(params.key === INVOICES ? definition(scan) : { key: SUPPLIERS, version: 1, title: "Suppliers", access_mode: "private", properties: [property("Logo")], pages: [], flows: [] }),
    ),
    http.get("*/api/v1/entries/:component/:id", () => HttpResponse.json({ ...stored, data: { ...stored.data, Scan: SCAN } })),
    http.get("*/api/v1/entries/:component", () => HttpResponse.json({ value: [{ ...stored, id: 5, name: "Acme", data: { Logo: LOGO } }] })),
    http.get(`*/api/v1/workplace/files/${STATIC}/about`, () => HttpResponse.json(about(STATIC, "blue-sky.png"))),
    http.get(`*/api/v1/entries/${INVOICES}/7/files/Scan/about`, () => HttpResponse.json(about(SCAN, "scan.png"))),
    http.post("*/api/v1/uploads", async ({ request }) => {
      begun.push(await request.json());
      return HttpResponse.json({ id: "u1", part_size: 100, parts: 1, received: [], expires_at: "x" }, { status: 201 });
    }),
    http.put("*/api/v1/uploads/u1/parts/0", async () => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return new HttpResponse(null, { status: 204 });
    }),
    http.post("*/api/v1/uploads/u1/complete", () => HttpResponse.json(about(MADE, "photo.png"), { status: 201 })),
  );
}

const input = () => screen.findByLabelText<HTMLInputElement>(/^Scan/);
const save = async () => userEvent.click(await screen.findByRole("button", { name: "Save" }));

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
  URL.createObjectURL = () => "blob:chosen";
  URL.revokeObjectURL = () => undefined;
});
beforeEach(() => {
  begun = [];
  goOn = () => undefined;
  sent.runs = [];
  vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

describe("files of a page", () => {
  it("shows the file of a stored entry, at the address of its entry and property", async () => {
    serve();
    openPage({ entry: 7 });
    const link = await screen.findByRole("link", { name: "scan.png" });
    expect(link).toHaveAttribute("href", `/api/v1/entries/${INVOICES}/7/files/Scan?v=${SCAN}`);
  });

  it("shows a picture behind a reference, at the address of the referenced entry", async () => {
    serve();
    openPage({ entry: 7 });
    expect(await screen.findByRole("img", { name: "Logo" })).toHaveAttribute("src", `/api/v1/entries/${SUPPLIERS}/5/files/Logo?v=${LOGO}`);
  });

  it("shows a picture of the library as readers of the page get it, named by its file", async () => {
    serve();
    openPage();
    await waitFor(() => expect(screen.getByRole("img", { name: "blue sky" })).toHaveAttribute("src", `/api/v1/workplace/files/${STATIC}?v=${STATIC}`));
  });

  it("sends a file before its entry is saved, for property and control, and saves its id", async () => {
    serve();
    openPage({ prefill: { "data.Number": "B-1" } });
    await userEvent.upload(await input(), new File(["12345"], "photo.png", { type: "image/png" }));
    await waitFor(() => expect(begun).toEqual([{ name: "photo.png", size: 5, target: { component: INVOICES, property: "Scan", control: CONTROL } }]));
    await vi.waitFor(() => {
      goOn();
      expect(screen.getByRole("link", { name: "photo.png" })).toHaveAttribute("href", "blob:chosen");
    });
    await save();
    await waitFor(() => expect(sent.runs[0]?.model.data.Scan).toBe(MADE));
  });

  it("saves nothing while a file is on its way", async () => {
    serve();
    openPage({ prefill: { "data.Number": "B-1" } });
    await userEvent.upload(await input(), new File(["12345"], "photo.png", { type: "image/png" }));
    await screen.findByRole("progressbar", { name: "Sending photo.png" });
    await save();
    expect(await screen.findByText("Wait until the file has been sent, or cancel it.")).toBeInTheDocument();
    expect(sent.runs).toEqual([]);
    goOn();
  });

  it("tells the limit that the server names", async () => {
    serve();
    const fields = [{ field: "size", rule: "max_file_size", message: "too large", params: { limit: 2048 } }];
    server.use(http.post("*/api/v1/uploads", () => problem(413, "file_too_large", { fields })));
    openPage();
    await userEvent.upload(await input(), new File(["12345"], "photo.png", { type: "image/png" }));
    expect(await screen.findByText("Choose a file of at most 2 kB.")).toBeInTheDocument();
  });

  it("says that a file is not to be had", async () => {
    serve();
    server.use(http.get(`*/api/v1/entries/${INVOICES}/7/files/Scan/about`, () => problem(404, "file_not_found")));
    openPage({ entry: 7 });
    expect(await screen.findByText("This file does not exist any more.")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "scan.png" })).toBeNull();
  });
});
