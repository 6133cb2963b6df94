import { newComponent, randomIds } from "@aqtra/model";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { EditorDnd } from "../dnd";
import { invoices } from "../testing/invoices";
import { renderEditor } from "../testing/render-editor";
import { server } from "../testing/server";
import { ModelTree } from "./model-tree";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const tree = <EditorDnd><ModelTree /></EditorDnd>;
const rows = (): string[] => screen.getAllByRole("treeitem").slice(1).map((row) => row.textContent ?? "");

describe("object model", () => {
  it("hides the system fields until the first property, then adds Property_1:String before them", async () => {
    const { session } = renderEditor(tree, newComponent(randomIds));
    expect(screen.getAllByRole("treeitem")).toHaveLength(1);
    await userEvent.click(screen.getByRole("button", { name: "Add property" }));
    expect(rows()).toEqual([
      "Property_1:String", "id:Integer", "name:String", "createdDate:DateTime", "updateDate:DateTime",
      "creatorSubject:Catalog", "changeAuthor:Catalog",
    ]);
    expect(session().view).toMatchObject({ side: "properties", setting: "name" });
  });

  it("offers to edit and delete properties but not system fields", () => {
    renderEditor(tree, invoices());
    expect(screen.getByRole("button", { name: "Delete InvoiceName" })).toBeInTheDocument();
    expect(within(screen.getByTestId("system-id")).queryByRole("button")).not.toBeInTheDocument();
  });

  it("lists the uses before a property is deleted", async () => {
    const { document } = renderEditor(tree, invoices());
    await userEvent.click(screen.getByRole("button", { name: "Delete InvoiceName" }));
    const question = await screen.findByRole("alertdialog");
    expect(question).toHaveTextContent("Form › Name_1");
    await userEvent.click(within(question).getByRole("button", { name: "Cancel" }));
    expect(document().properties).toHaveLength(2);
    await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
    await userEvent.click(screen.getByRole("button", { name: "Delete InvoiceName" }));
    await userEvent.click(await screen.findByRole("button", { name: "Delete property" }));
    await waitFor(() => expect(document().properties.map(({ name }) => name)).toEqual(["InvoiceTotal"]));
  });

  it("adds the default control to the page by keyboard, bound to the property", async () => {
    const { document, session } = renderEditor(tree, invoices());
    screen.getByTestId("property-InvoiceTotal").focus();
    await userEvent.keyboard("{Enter}");
    const added = document().pages[0]?.children.at(-1);
    expect(added).toMatchObject({ kind: "number", name: "Number_1", settings: { binding: "data.InvoiceTotal" } });
    expect(session().view.selection).toBe(added?.id);
  });

  it("walks through the rows with the arrow keys", async () => {
    renderEditor(tree, invoices());
    screen.getByRole("tree", { name: "Object model" }).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(screen.getByTestId("property-InvoiceTotal")).toHaveFocus();
  });
});
