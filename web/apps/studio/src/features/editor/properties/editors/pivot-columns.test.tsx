import type { SettingSpec } from "@aqtra/components";
import type { Element, Json } from "@aqtra/model";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { invoices } from "../../testing/invoices";
import { renderEditor } from "../../testing/render-editor";
import { server } from "../../testing/server";
import { PivotColumnsEditor } from "./pivot-columns";
import { fitted, isOffered, summariesOf } from "./pivot-fields";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/** The editor by itself; what it stores is what it is given next. */
function show(columns?: Json): { stored: () => Json | undefined } {
  const document = invoices();
  const element: Element = { id: "it", kind: "pivot_grid", name: "It", settings: { component: document.key }, children: [] };
  const spec: SettingSpec = { type: "list pivot_column", panel: "Pivot data grid", title: "Columns", about: "" };
  let stored = columns;
  function Held() {
    const [value, setValue] = useState(columns);
    const change = (next: Json | undefined): void => {
      stored = next;
      setValue(next);
    };
    return <PivotColumnsEditor id="columns" setting="columns" spec={spec} value={value} element={element} onChange={change} />;
  }
  renderEditor(<Held />, document);
  return { stored: () => stored };
}

describe("fields of a pivot", () => {
  it("are added with what fits them", async () => {
    const { stored } = show();
    await userEvent.click(await screen.findByText("Add field"));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("OK")).toBeDisabled();
    await userEvent.click(within(dialog).getByLabelText("Field", { selector: "input" }));
    await userEvent.click(await screen.findByText("Invoice Name"));
    await userEvent.click(within(dialog).getByLabelText("Area", { selector: "[role=combobox]" }));
    await userEvent.click(await screen.findByText("Data"));
    await userEvent.click(within(dialog).getByText("OK"));
    expect(stored()).toEqual([{ field: "data.InvoiceName", area: "data", summary: "count" }]);
    expect(await screen.findByText("InvoiceName · Data")).toBeInTheDocument();
  });

  it("are removed, and nothing is stored of none", async () => {
    const { stored } = show([{ field: "data.InvoiceTotal", area: "data" }]);
    await userEvent.click(await screen.findByLabelText("Remove InvoiceTotal · Data"));
    expect(stored()).toBeUndefined();
  });
});

describe("settings of a pivot field", () => {
  it("are those that say something", () => {
    expect(isOffered("group_interval", {}, "date")).toBe(true);
    expect(isOffered("group_interval", {}, "string")).toBe(false);
    expect(isOffered("summary", { area: "row" }, "number")).toBe(false);
    expect(summariesOf("integer_enum")).toEqual(["count"]);
  });

  it("go when they fit no longer", () => {
    expect(fitted({ field: "a", area: "row", summary: "max", group_interval: "year" }, "string")).toEqual({ field: "a", area: "row" });
    expect(fitted({ field: "a", area: "data", summary: "max" }, "number")).toEqual({ field: "a", area: "data", summary: "max" });
  });
});
