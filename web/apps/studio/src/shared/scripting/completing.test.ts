import { describe, expect, it } from "vitest";

import catalogue from "../../../../../../schema/scripting.json";
import type { ScriptCatalogue, Side } from "./catalogue";
import { optionsAt } from "./completing";
import type { ScriptNames } from "./names";

const names: ScriptNames = {
  properties: [{ id: "Total", name: "Total value" }],
  controls: [{ id: "c-1", name: "UI_Name", settings: ["Visible", "FontColor"] }],
  pages: [{ id: "p-1", name: "Main page" }],
  flows: [{ id: "f-1", name: "Save" }],
  components: [{ id: "k-1", name: "Invoices" }],
  fields: [
    { path: "_n@number", type: "number" },
    { path: "data.Total", type: "number" },
    { path: "data.Rows[*].Price", type: "number" },
  ],
};

function labels(before: string, side: Side = "browser"): string[] {
  return (optionsAt({ before, side, catalogue: catalogue as ScriptCatalogue, names })?.options ?? []).map(({ label }) => label);
}

describe("completion of scripts", () => {
  it("offers members with their signature and meaning", () => {
    const found = optionsAt({ before: "context.Form.G", side: "browser", catalogue: catalogue as ScriptCatalogue, names });
    expect(found?.typed).toBe(1);
    expect(found?.options).toContainEqual(expect.objectContaining({ label: "Get", detail: "(name: str) -> Field", info: expect.any(String) as string }));
  });

  it.each([
    ["context.", ["Commands", "Form", "DataModel"], ["Runtime"]],
    ["if await context.PlatformServices.", ["Confirm"], ["ScanBarcode"]],
    ["context.PlatformServices.DialogBuilder('x').WithTitle('t').", ["OpenDialog"], []],
    ["form = context.Form\nfield = form.Get('Total')\nfield.", ["AddError"], ["Get"]],
    ["context.DataModel.Model.", ["Total", "Subscribe"], []],
    ["context.Properties.", ["UI_Name"], []],
    ["context.Properties.UI_Name.", ["Visible", "SetText"], []],
    ['context.Properties["UI_Name"].', ["FontColor"], []],
    ["import ", ["json", "aqtra.ui", "asyncio"], ["http.client"]],
    ["def go(): pass\nx = ", ["go", "context", "while", "len"], ["item"]],
  ])("knows what follows %j", (before, offered, not) => {
    expect(labels(before)).toEqual(expect.arrayContaining(offered));
    for (const each of not) expect(labels(before)).not.toContain(each);
  });

  it.each([
    ["catalogs.query('').", ["add_parameter", "execute"]],
    ["entry = catalogs.entity_set('x').create()\nentry.", ["apply", "data"]],
    ['x = item["', ["_n@number", "data"]],
    ['x = item["data"]["', ["Total"]],
    ["import ", ["http.client", "catalogs"]],
  ])("knows on the server what follows %j", (before, offered) => {
    expect(labels(before, "server")).toEqual(expect.arrayContaining(offered));
  });

  it.each([
    ['context.Commands.ExecuteDataflow("', "Save", "f-1"],
    ['context.Commands.ChangePageAsync("', "Main page", "p-1"],
    ['context.Commands.AddItem("', "UI_Name", "c-1"],
    ['context.PlatformServices.DialogBuilder("', "Invoices", "k-1"],
  ])("writes the id of what is chosen by its name after %j", (before, label, apply) => {
    expect(optionsAt({ before, side: "browser", catalogue: catalogue as ScriptCatalogue, names })?.options).toContainEqual({ label, apply });
  });

  it("says nothing of what it does not know", () => {
    expect(labels("unknown.")).toEqual([]);
    expect(labels('text = "')).toEqual([]);
  });
});
