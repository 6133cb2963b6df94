import { catalogue } from "@aqtra/components";
import type { Element } from "@aqtra/model";
import { findElement, PANEL_COUNTS, TEMPLATE_KINDS, undo } from "@aqtra/model";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { elementOfKind } from "../../dnd/new-element";
import { insert, selectElement } from "../../state";
import { invoices } from "../../testing/invoices";
import { renderEditor } from "../../testing/render-editor";
import { server } from "../../testing/server";
import { RightPane } from "../right-pane";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
beforeEach(() => localStorage.clear());

/** The properties of a freshly dropped element. */
function dropped(kind: string) {
  const editor = renderEditor(<RightPane onClose={() => undefined} />, invoices());
  const page = editor.document().pages[0]?.id ?? "";
  const made = elementOfKind(kind);
  editor.dispatch(insert(made, { parent: page, index: 0 }));
  editor.dispatch(selectElement(made.id));
  const element = () => findElement(editor.document(), made.id)?.element as Element;
  const fill = (index: number) => editor.dispatch(insert(elementOfKind("label"), { parent: element().children[index]?.id ?? "", index: 0 }));
  return { ...editor, element, select: () => editor.dispatch(selectElement(made.id)), fill };
}

const tabNames = (element: Element) => (element.settings["tab_panels"] as { name: string }[]).map(({ name }) => name);

describe("tabs", () => {
  it("begin with two; one more comes with its panel and goes back in one step", async () => {
    const { element, session } = dropped("tab_control");
    expect([tabNames(element()), element().children.length]).toEqual([["Tab_1", "Tab_2"], 2]);
    await userEvent.click(await screen.findByRole("button", { name: "Add tab" }));
    expect([tabNames(element()), element().children.length]).toEqual([["Tab_1", "Tab_2", "Tab_3"], 3]);
    const before = findElement(undo(session().history).document, element().id)?.element as Element;
    expect([tabNames(before), before.children.length]).toEqual([["Tab_1", "Tab_2"], 2]);
  });

  it("are renamed, each name once", async () => {
    const { element } = dropped("tab_control");
    await userEvent.click(await screen.findByRole("button", { name: "Tab 1" }));
    const dialog = await screen.findByRole("dialog");
    const name = within(dialog).getByRole("textbox", { name: "Name" });
    await userEvent.clear(name);
    await userEvent.type(name, "Tab_2");
    expect(within(dialog).getByRole("button", { name: "OK" })).toBeDisabled();
    await userEvent.clear(name);
    await userEvent.type(name, "Address");
    await userEvent.click(within(dialog).getByRole("button", { name: "OK" }));
    expect(tabNames(element())).toEqual(["Address", "Tab_2"]);
  });

  it("go at once while they are empty, and after a question when they are not", async () => {
    const { element, fill, select } = dropped("tab_control");
    fill(1);
    select();
    await userEvent.click(await screen.findByRole("button", { name: "Remove Tab 2" }));
    const question = await screen.findByRole("alertdialog", { name: "Remove Tab 2?" });
    expect(element().children).toHaveLength(2);
    await userEvent.click(within(question).getByRole("button", { name: "Remove" }));
    expect([tabNames(element()), element().children.length]).toEqual([["Tab_1"], 1]);
    await userEvent.click(await screen.findByRole("button", { name: "Remove Tab 1" }));
    expect(element().children).toEqual([]);
  });
});

describe("cells", () => {
  it("follow the number of columns and rows", async () => {
    const { element } = dropped("grid");
    expect(element().children).toHaveLength(4);
    const column = await screen.findByRole("textbox", { name: "Column" });
    await userEvent.clear(column);
    await userEvent.type(column, "3");
    await userEvent.tab();
    expect([element().settings, element().children.length]).toEqual([{ column: 3 }, 6]);
  });

  it("stay when they hold something, and the pane says why", async () => {
    const { element, fill, select } = dropped("grid");
    fill(3);
    select();
    const row = await screen.findByRole("textbox", { name: "Row" });
    await userEvent.clear(row);
    await userEvent.type(row, "1");
    await userEvent.tab();
    expect(await screen.findByRole("alert")).toHaveTextContent("Cells that would go hold elements.");
    expect(element().children).toHaveLength(4);
  });

  it("have a width for each column", async () => {
    const { element } = dropped("grid");
    await userEvent.type(await screen.findByRole("textbox", { name: "Column 2" }), "120");
    await userEvent.tab();
    expect(element().settings["column_sizes"]).toEqual(["", 120]);
  });
});

describe("what the document model knows of kinds", () => {
  it("is what the component library says of them", () => {
    for (const { kind, panelCount } of catalogue.filter(({ holds }) => holds === "panels")) expect([kind, PANEL_COUNTS.get(kind)]).toEqual([kind, panelCount]);
    expect(catalogue.filter(({ holds }) => holds === "template").map(({ kind }) => kind)).toEqual([...TEMPLATE_KINDS]);
  });
});

describe("the card of a list", () => {
  it("is said to be filled on the canvas", async () => {
    dropped("list_view");
    expect(await screen.findByText("Drop elements into the card on the canvas.")).toBeInTheDocument();
  });
});
