import type { Element } from "@aqtra/model";
import { findElement } from "@aqtra/model";
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

const SERIES = [{ value: "data.InvoiceTotal", aggregate: "sum" }];

/** A chart of the component's own entries, selected. */
function chart(settings: Element["settings"] = {}) {
  const document = invoices();
  const editor = renderEditor(<RightPane onClose={() => undefined} />, document);
  const made = elementOfKind("charts");
  editor.dispatch(insert({ ...made, settings: { component: document.key, ...settings } }, { parent: document.pages[0]?.id ?? "", index: 0 }));
  editor.dispatch(selectElement(made.id));
  return { ...editor, settings: () => findElement(editor.document(), made.id)?.element.settings ?? {} };
}

const dialog = () => screen.findByRole("dialog");
const offered = () => screen.getAllByRole("option").map(({ textContent }) => textContent);
const choose = async (box: HTMLElement, option: string) => {
  await userEvent.click(box);
  await userEvent.click(await screen.findByRole("option", { name: new RegExp(option) }));
};

describe("series of a chart", () => {
  it("are added with a value among the numbers, and stored with OK", async () => {
    const { settings } = chart();
    await userEvent.click(await screen.findByRole("button", { name: "Add series" }));
    const box = within(await dialog()).getByRole("combobox", { name: "Value" });
    expect(within(await dialog()).getByRole("button", { name: "OK" })).toBeDisabled();
    await userEvent.click(box);
    expect(offered().join()).toContain("data.InvoiceTotal");
    expect(offered().join()).not.toContain("data.InvoiceName");
    await userEvent.click(screen.getByRole("option", { name: /data.InvoiceTotal/ }));
    await choose(within(await dialog()).getByRole("combobox", { name: "Aggregate" }), "Sum");
    await userEvent.type(within(await dialog()).getByRole("textbox", { name: "Title" }), "Revenue");
    expect(settings()["data_source"]).toBeUndefined();
    await userEvent.click(within(await dialog()).getByRole("button", { name: "OK" }));
    expect(settings()["data_source"]).toEqual([{ ...SERIES[0], title: { translation_key: "", translation_value: "Revenue" } }]);
  });

  it("need no value where they count", async () => {
    const { settings } = chart();
    await userEvent.click(await screen.findByRole("button", { name: "Add series" }));
    await choose(within(await dialog()).getByRole("combobox", { name: "Aggregate" }), "Count");
    await userEvent.click(within(await dialog()).getByRole("button", { name: "OK" }));
    expect(settings()["data_source"]).toEqual([{ aggregate: "count" }]);
  });

  it("stay as they were with Cancel, and go with the cross", async () => {
    const { settings } = chart({ data_source: SERIES });
    await userEvent.click(await screen.findByRole("button", { name: "data.InvoiceTotal" }));
    await choose(within(await dialog()).getByRole("combobox", { name: "Aggregate" }), "Average");
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Cancel" }));
    expect(settings()["data_source"]).toEqual(SERIES);
    await userEvent.click(screen.getByRole("button", { name: "Remove data.InvoiceTotal" }));
    expect(settings()["data_source"]).toBeUndefined();
  });
});

it("the label of a chart is a field of the entries it shows", async () => {
  const { settings } = chart();
  await choose(await screen.findByRole("combobox", { name: "Label field" }), "data.InvoiceName");
  expect(settings()["label_field"]).toBe("data.InvoiceName");
});
