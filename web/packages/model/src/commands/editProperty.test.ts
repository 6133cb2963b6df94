import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { execute } from "./command";
import { editProperty } from "./editProperty";

describe("editProperty", () => {
  it("changes settings and keeps id and name whatever is passed", () => {
    const document = execute(sample(), editProperty("p-number", { title: "No.", name: "x", id: "y" }))?.document;
    expect(document?.properties[0]).toMatchObject({ id: "p-number", name: "number", title: "No." });
  });

  it("drops the settings of the old type and keeps the common ones", () => {
    const limited = execute(sample(), editProperty("p-number", { required: true, restrict_access: true, min_length: 2 }))?.document ?? sample();
    const document = execute(limited, editProperty("p-number", { type: "integer" }))?.document;
    expect(document?.properties[0]).toEqual({
      id: "p-number", name: "number", title: "", required: true, primary_key: false, query: false, virtual: false, restrict_access: true, encrypted: false,
      type: "integer", enum: null, minimum: null, maximum: null,
    });
  });

  it("keeps the target between Catalog and Array", () => {
    const document = execute(sample(), editProperty("p-supplier", { type: "array" }))?.document;
    expect(document?.properties[3]).toMatchObject({ type: "array", component: "other-key" });
  });
});
