import type { Property } from "@aqtra/model";
import { findElement, undo } from "@aqtra/model";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { openProperty, selectElement } from "../state";
import { invoices } from "../testing/invoices";
import { renderEditor } from "../testing/render-editor";
import { server } from "../testing/server";
import { RightPane } from "./right-pane";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
beforeEach(() => localStorage.clear());

function paneFor(element: string) {
  const editor = renderEditor(<RightPane onClose={() => undefined} />, invoices());
  editor.dispatch(selectElement(element));
  const settings = () => findElement(editor.document(), element)?.element.settings;
  return { ...editor, settings };
}

function paneForProperty(property: string) {
  const editor = renderEditor(<RightPane onClose={() => undefined} />, invoices());
  editor.dispatch(openProperty(property));
  const current = (): Property | undefined => editor.document().properties.find(({ id }) => id === property);
  return { ...editor, current };
}

describe("properties of an element", () => {
  it("show the groups its kind declares, in the order of the catalogue", async () => {
    paneFor("Save_1");
    const groups = await screen.findAllByRole("region");
    expect(groups.map((group) => group.getAttribute("aria-label"))).toEqual(["Common", "Text", "Actions", "Appearance", "Layout", "Brush"]);
  });

  it("store a switch, mark it as changed, and reset it to nothing stored", async () => {
    const { settings } = paneFor("Save_1");
    await userEvent.click(await screen.findByRole("switch", { name: "Disabled" }));
    expect(settings()).toEqual({ disabled: true });
    await userEvent.click(screen.getByRole("button", { name: "Reset Disabled" }));
    expect(settings()).toEqual({});
    expect(screen.queryByRole("button", { name: "Reset Disabled" })).not.toBeInTheDocument();
  });

  it("take typed text at once and undo it in one step", async () => {
    const { settings, session } = paneFor("Save_1");
    await userEvent.type(await screen.findByRole("textbox", { name: "Label" }), "Save");
    expect(settings()?.["label"]).toEqual({ translation_key: "", translation_value: "Save" });
    expect(session().history.past).toHaveLength(1);
    expect(findElement(undo(session().history).document, "Save_1")?.element.settings).toEqual({});
  });

  it("keep what cannot be read in the field, marked, and out of the document", async () => {
    const { settings } = paneFor("Save_1");
    const width = await screen.findByRole("textbox", { name: "Width" });
    await userEvent.type(width, "12 apples");
    expect(width).toHaveValue("12 apples");
    expect(settings()).toEqual({ width: 12 });
    await userEvent.tab();
    expect(width).toHaveValue("12");
  });

  it("show the parameters of the chosen command only", async () => {
    paneFor("Save_1");
    expect(screen.queryByText("Linked data flow")).not.toBeInTheDocument();
    await userEvent.click(await screen.findByRole("combobox", { name: "Command type" }));
    expect(within(screen.getByRole("listbox")).queryByText("Execute workflow")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("option", { name: "Execute dataflow" }));
    expect(await screen.findByText("Linked data flow")).toBeInTheDocument();
    expect(screen.queryByText("Action parameters")).not.toBeInTheDocument();
  });

  it("find a setting by its title", async () => {
    paneFor("Save_1");
    await userEvent.type(await screen.findByRole("searchbox", { name: "Search properties" }), "radius");
    expect(screen.getByText("Corner radius")).toBeInTheDocument();
    expect(screen.queryByText("Command type")).not.toBeInTheDocument();
  });

  it("refuse a name that is taken, saying so, and keep the old one", async () => {
    const { document } = paneFor("Save_1");
    const name = await screen.findByRole("textbox", { name: "Name" });
    await userEvent.clear(name);
    await userEvent.type(name, "Name_1{Enter}");
    expect(findElement(document(), "Save_1")?.element.name).toBe("Save_1");
  });

  it("offer only bindings the control can hold", async () => {
    const { settings } = paneFor("Name_1");
    const binding = await screen.findByRole("combobox", { name: "Binding" });
    await userEvent.clear(binding);
    await userEvent.type(binding, "Invoice");
    const options = await screen.findAllByRole("option");
    expect(options.map((option) => option.textContent)).toEqual([expect.stringContaining("data.InvoiceName")]);
    await userEvent.click(options[0] as HTMLElement);
    expect(settings()?.["binding"]).toBe("data.InvoiceName");
  });
});

describe("settings of a property", () => {
  it("restrict access to it, whatever type it gets afterwards", async () => {
    const { current } = paneForProperty("p1");
    await userEvent.click(await screen.findByRole("switch", { name: "Restrict access" }));
    await userEvent.click(screen.getByRole("combobox", { name: "Property type" }));
    await userEvent.click(screen.getByRole("option", { name: "Integer" }));
    expect(current()).toMatchObject({ type: "integer", restrict_access: true });
  });

  it("encrypt its values, as long as the database need not follow them", async () => {
    const { current } = paneForProperty("p1");
    await userEvent.click(await screen.findByRole("switch", { name: "Encrypted" }));
    expect(current()).toMatchObject({ type: "string", encrypted: true });
    await userEvent.click(screen.getByRole("combobox", { name: "Property type" }));
    await userEvent.click(screen.getByRole("option", { name: "File" }));
    expect(current()).toMatchObject({ type: "file", encrypted: false });
    expect(screen.queryByRole("switch", { name: "Encrypted" })).not.toBeInTheDocument();
  });

  it("rename all uses with it", async () => {
    const { document } = paneForProperty("p1");
    const name = await screen.findByRole("textbox", { name: "Name" });
    await userEvent.clear(name);
    await userEvent.type(name, "Subject{Enter}");
    expect(findElement(document(), "Name_1")?.element.settings["binding"]).toBe("data.Subject");
  });

  it("say why a name cannot be taken while it is typed", async () => {
    paneForProperty("p1");
    const name = await screen.findByRole("textbox", { name: "Name" });
    await userEvent.clear(name);
    await userEvent.type(name, "createdDate");
    expect(await screen.findByRole("alert")).toHaveTextContent("This is the name of a system field.");
  });

  it("read values one per line and name the line that cannot be read", async () => {
    const { current } = paneForProperty("p1");
    await userEvent.click(await screen.findByRole("combobox", { name: "Property type" }));
    await userEvent.click(screen.getByRole("option", { name: "Integer" }));
    await userEvent.click(await screen.findByRole("switch", { name: "Enum" }));
    const values = await screen.findByRole("textbox", { name: "Values" });
    await userEvent.type(values, "0|Under Review{Enter}x");
    expect(await screen.findByRole("alert")).toHaveTextContent("Line 2: “x” is not a whole number.");
    expect(current()).toMatchObject({ enum: [{ value: 0, title: "Under Review" }] });
    await userEvent.type(values, "{Backspace}1|Paid");
    expect(current()).toMatchObject({ enum: [{ value: 0, title: "Under Review" }, { value: 1, title: "Paid" }] });
  });

  it("do not take a lower limit above the upper one", async () => {
    const { current } = paneForProperty("p2");
    await userEvent.type(await screen.findByRole("textbox", { name: "Maximum" }), "5");
    await userEvent.type(screen.getByRole("textbox", { name: "Minimum" }), "9");
    expect(current()).toMatchObject({ minimum: null, maximum: "5" });
  });

  it("let a list hold values of one type instead of entries, and back", async () => {
    const { current } = paneForProperty("p1");
    const choose = async (list: string, option: string) => {
      await userEvent.click(await screen.findByRole("combobox", { name: list }));
      await userEvent.click(await screen.findByRole("option", { name: option }));
    };
    await choose("Property type", "Array");
    expect(await screen.findByRole("combobox", { name: "Component of the items" })).toBeInTheDocument();
    await choose("Items", "Number");
    expect(current()).toMatchObject({ type: "array", items: "number", component: null });
    expect(screen.queryByRole("combobox", { name: "Component of the items" })).not.toBeInTheDocument();
    await choose("Items", "Entries of a component");
    expect(current()).toMatchObject({ items: null });
  });
});
