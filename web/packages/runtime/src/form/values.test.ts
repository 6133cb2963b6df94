import { describe, expect, it } from "vitest";

import type { Definition } from "../definition";
import { type Model, newHead } from "./model";
import { actionModel, adoptItem, initialValues, readModel } from "./values";

const definition = {
  properties: [
    { name: "Name", title: "", type: "string" },
    { name: "Supplier", title: "", type: "catalog" },
    { name: "Due", title: "", type: "date" },
  ],
  pages: [{ id: "p", kind: "page", name: "p", settings: {}, children: [{ id: "d", kind: "date_time", name: "d", settings: { binding: "data.Due", default_value: "today" }, children: [] }] }],
} as unknown as Definition;
const model: Model = { head: { ...newHead, id: 7, creatorSubject: { id: 1, name: "Ayşe" } }, values: { Name: "A", Supplier: { id: 5, name: "Acme" } } };

describe("model of a form", () => {
  it("is read by path, system fields and names of references included", () => {
    expect(["data.Name", "id", "data.Supplier.name", "creatorSubject.name", "data.Nothing.name"].map((path) => readModel(model, path))).toEqual(["A", 7, "Acme", "Ayşe", null]);
  });

  it("travels with ids for references", () => {
    expect(actionModel(model)).toEqual({ id: 7, name: null, createdDate: null, updateDate: null, creatorSubject: 1, changeAuthor: null, data: { Name: "A", Supplier: 5 } });
  });

  it("takes over an answer of its own shape and keeps names that are still right", () => {
    const adopted = adoptItem(model, { id: 8, data: { Name: "B", Supplier: 5 }, "_flag@boolean": true }, definition);
    expect(adopted?.head.id).toBe(8);
    expect(adopted?.values).toEqual({ Name: "B", Supplier: { id: 5, name: "Acme" } });
    expect(adoptItem(model, { data: { Supplier: 6 } }, definition)?.values.Supplier).toBe(6);
  });

  it.each([null, [], { id: 1 }, { data: [] }, { data: { Foreign: 1 } }])("takes nothing from %j", (item) => {
    expect(adoptItem(model, item, definition)).toBeUndefined();
  });

  it("starts with the constants of its controls, then what the caller hands over", () => {
    const now = new Date("2024-01-31T22:30:00Z");
    expect(initialValues(definition, { "data.Name": "X", unknown: 1 }, "Europe/Istanbul", now)).toEqual({ Due: "2024-02-01", Name: "X" });
  });
});
