import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../testing";
import { missingIn } from "./api";
import type { Module } from "./api";

const ROW = {
  id: 1,
  key: "m1",
  title: "Totals",
  name: "totals",
  type: "both" as const,
  state: "changed" as const,
  version: 2,
  created_at: "2026-11-19T10:00:00Z",
  created_by: "Ada Lovelace",
  updated_at: "2026-11-20T10:00:00Z",
  updated_by: "Ada Lovelace",
};
const STORED: Module = { ...ROW, source: "def gross(net):\n    return net\n" };
const PROBLEM = { line: 2, column: 5, severity: "error", code: "module_of_caller", message: "", params: { name: "context" } };

describe("the list of modules", () => {
  it("says what they are when there are none", async () => {
    serve("GET /studio/modules", []);
    renderStudio("/modules");
    expect(await screen.findByText("No modules yet")).toBeInTheDocument();
  });

  it("keeps a module that is imported, and says by whom", async () => {
    serve("GET /studio/modules", [ROW]);
    serve("DELETE /studio/modules/:key", () =>
      problem(409, "in_use", { fields: [{ field: "Invoices", rule: "reference", message: "Invoices imports it", params: {} }] }),
    );
    const { user } = renderStudio("/modules");
    expect(await screen.findByText("Published, changed")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /Delete/ }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete module" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Invoices imports it");
  });
});

describe("the editor of a module", () => {
  it("saves what was changed at the version it was read at", async () => {
    const sent: unknown[] = [];
    serve("GET /studio/modules/:key", STORED);
    serve("PUT /studio/modules/:key", (body) => {
      sent.push(body);
      return { ...STORED, type: "backend", version: 3 };
    });
    const { user } = renderStudio("/modules/m1");
    expect(await screen.findByText(/go on with an earlier version/)).toBeInTheDocument();
    await user.selectOptions(screen.getByRole("combobox", { name: "Type" }), "Back end");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await expect.poll(() => sent).toEqual([{ title: "Totals", name: "totals", type: "backend", source: STORED.source, base_version: 2 }]);
    await expect.poll(() => screen.getByRole("button", { name: "Save" })).toBeDisabled();
  });

  it("lists what is wrong with its place, and tells when that is of an earlier text", async () => {
    let sent: unknown;
    serve("GET /studio/modules/:key", STORED);
    serve("POST /studio/modules/compile", (body) => {
      sent = body;
      return { problems: [PROBLEM] };
    });
    const { user } = renderStudio("/modules/m1");
    await user.click(await screen.findByRole("button", { name: "Compile" }));
    const problems = await screen.findByRole("region", { name: "Problems" });
    expect(within(problems).getByRole("button")).toHaveTextContent("2:5A module has no context; take it as an argument of a function");
    expect(sent).toEqual({ key: "m1", name: "totals", type: "both", source: STORED.source });
    expect(within(problems).queryByText(/before your last change/)).not.toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: /Title/ }), "!");
    expect(within(problems).getByText(/before your last change/)).toBeInTheDocument();
  });

  it("asks for a name that can be imported before it sends anything", async () => {
    let sent: unknown;
    serve("POST /studio/modules", (body) => {
      sent = body;
      return STORED;
    });
    serve("GET /studio/modules/:key", STORED);
    const { user } = renderStudio("/modules/new");
    await user.type(await screen.findByRole("textbox", { name: /Title/ }), "Totals");
    await user.click(screen.getByRole("button", { name: "Save" }));
    const name = screen.getByRole("textbox", { name: /Import name/ });
    expect(name).toBeInvalid();
    expect(sent).toBeUndefined();
    await user.type(name, "totals");
    expect(name).toBeValid();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await expect.poll(() => sent).toEqual({ title: "Totals", name: "totals", type: "both", source: "" });
    expect(await screen.findByText(/go on with an earlier version/)).toBeInTheDocument();
  });
});

describe("what cannot be stored", () => {
  it.each([
    ["", "ok", ["title"]],
    ["T", "2nd", ["name"]],
    ["T", "with space", ["name"]],
    ["T", "a".repeat(51), ["name"]],
    ["T", "Totals_2", []],
  ] as const)("title %j, name %j: %j", (title, name, missing) => {
    expect(missingIn({ title, name, type: "both", source: "" })).toEqual(missing);
  });
});
