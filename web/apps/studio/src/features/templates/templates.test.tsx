import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../testing";
import { contentOf } from "./api";
import type { Content, Template } from "./api";
import { firstArray, scopeOf } from "./model-paths";
import { newBand, newContent, newElement } from "./new-parts";
import { addElement, copyOf, elementsOf, findElement, moveElement, removeElement } from "./tree";
import { reduce } from "./use-history";

const LINES = {
  name: "lines",
  title: "",
  type: "array" as const,
  properties: [{ name: "title", title: "", type: "string" as const, properties: [] }],
};
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function template(change: Partial<Template> = {}): Template {
  const content = newContent("Invoice", { text: "Rich text", page: "Page" });
  const detail = { ...newBand("detail"), elements: [newElement("text", "Greeting", null)] };
  const state = { id: "t1", version: 2, published_version: 1, changed_at: "2026-11-28T00:00:00Z", changed_by: "builder" };
  return { ...content, properties: [LINES], bands: [detail], ...state, ...change };
}

function servePages(problems: object[] = []): void {
  serve("POST /studio/templates/preview", { count: 1, pages: [PNG], problems });
}

describe("the list of templates", () => {
  it("says what they are when there are none", async () => {
    serve("GET /studio/templates", []);
    renderStudio("/templates");
    expect(await screen.findByText("No templates yet")).toBeInTheDocument();
  });

  it("keeps a template that flows render, and says which", async () => {
    const row = { id: "t1", name: "Invoice", properties: 3, version: 3, published_version: 2, changed_at: "2026-11-28T00:00:00Z", changed_by: null };
    serve("GET /studio/templates", [row]);
    serve("DELETE /studio/templates/:id", () =>
      problem(409, "template_in_use", { fields: [{ field: "Invoices/Print/Render", rule: "in_use", message: "Render renders it", params: {} }] }),
    );
    const { user } = renderStudio("/templates");
    expect(await screen.findByText("Published, changed")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /Delete/ }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete template" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Render renders it");
  });
});

describe("the editor of a template", () => {
  it("adds an element, shows the pages, and takes it back", async () => {
    servePages();
    serve("GET /studio/templates/:id", template());
    const { user } = renderStudio("/templates/t1");
    expect(await screen.findByRole("img", { name: "Page 1" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Add an element to Detail" }));
    await user.click(await screen.findByRole("menuitem", { name: "Table" }));
    const settings = screen.getByRole("region", { name: "Settings of what is selected" });
    expect(within(settings).getByLabelText(/^Rows of/)).toHaveValue("lines");
    expect(within(settings).getByRole("region", { name: "title" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(within(settings).queryByLabelText(/^Rows of/)).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Redo" })).toBeEnabled();
  });

  it("saves what was typed at the version it was read at, and then publishes", async () => {
    const sent: Content[] = [];
    servePages();
    serve("GET /studio/templates/:id", template());
    serve("PUT /studio/templates/:id", (body) => {
      sent.push(body as Content);
      return { ...template(), ...(body as Content), version: 3 };
    });
    serve("POST /studio/templates/:id/publish", () => ({ ...template(), version: 3, published_version: 3 }));
    const { user } = renderStudio("/templates/t1");
    await user.click(await screen.findByRole("button", { name: "Greeting" }));
    await user.type(screen.getByRole("textbox", { name: /^Text/ }), "Dear");
    expect(screen.getByRole("button", { name: "Publish" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await user.click(await screen.findByRole("button", { name: "Publish" }));
    expect(await screen.findByRole("button", { name: "Published" })).toBeDisabled();
    expect(sent[0]).toMatchObject({ version: 2, bands: [{ elements: [{ kind: "text", text: "Dear" }] }] });
  });

  it("leads to the element that is to blame", async () => {
    const stored = template();
    const id = stored.bands[0]?.elements[0]?.id ?? "";
    serve("POST /studio/templates/preview", () =>
      problem(422, "render_failed", { fields: [{ field: id, rule: "render", message: "Greeting: 'nothing' is undefined", params: {} }] }),
    );
    serve("GET /studio/templates/:id", stored);
    const { user } = renderStudio("/templates/t1");
    expect(await screen.findByText("Greeting: 'nothing' is undefined")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show Greeting" }));
    expect(screen.getByRole("textbox", { name: /^Name/ })).toHaveValue("Greeting");
  });

  it("inserts values of the model into a text", async () => {
    servePages();
    serve("GET /studio/templates/:id", template({ properties: [{ name: "number", title: "", type: "string", properties: [] }] }));
    const { user } = renderStudio("/templates/t1");
    await user.click(await screen.findByRole("button", { name: "Greeting" }));
    await user.click(screen.getByRole("button", { name: "Insert from the model: Text" }));
    await user.click(await screen.findByRole("menuitem", { name: "number" }));
    expect(screen.getByRole("textbox", { name: /^Text/ })).toHaveValue("{{ number }}");
  });
});

describe("changes of a template", () => {
  it("find, move, copy and remove elements, in panels too", () => {
    const panel = newElement("panel", "Panel", null);
    const [first, second, inner] = [newElement("text", "a", null), newElement("text", "b", null), newElement("line", "c", null)];
    const band = newBand("detail");
    let content = contentOf(template({ bands: [band] }));
    for (const element of [first, second, panel]) content = addElement(content, band.id, element);
    content = addElement(content, panel.kind === "panel" ? (panel.cells[0]?.id ?? "") : "", inner);
    expect([...elementsOf(content)].map(({ element }) => element.name)).toEqual(["a", "b", "Panel", "c"]);
    expect([...elementsOf(moveElement(content, second.id, -1))].map(({ element }) => element.name)).toEqual(["b", "a", "Panel", "c"]);
    expect(moveElement(content, first.id, -1)).toEqual(content);
    const copy = copyOf(findElement(content, panel.id)?.element ?? panel);
    expect(JSON.stringify(copy)).not.toContain(inner.id);
    expect(findElement(removeElement(content, inner.id), inner.id)).toBeNull();
  });

  it("know what a row may read", () => {
    const content = contentOf(template());
    expect(firstArray(content)).toEqual({ path: "lines", members: ["title"] });
    expect(scopeOf(content, "lines").values.map(({ path }) => path)).toEqual(["row.title", "index", "today"]);
    expect(scopeOf(content, "").values.map(({ path }) => path)).toEqual(["today"]);
  });

  it("are taken back together while the same thing is typed", () => {
    const at = (name: string): Content => ({ ...contentOf(template()), name });
    const begun = { past: [], present: at(""), future: [], about: "" };
    const typed = ["a", "ab"].reduce((state, name) => reduce(state, { kind: "change", content: at(name), about: "name" }), reduce(begun, { kind: "change", content: at("x"), about: "" }));
    const back = reduce(typed, { kind: "undo" });
    expect([typed.present.name, back.present.name, reduce(back, { kind: "redo" }).present.name]).toEqual(["ab", "x", "ab"]);
  });
});
