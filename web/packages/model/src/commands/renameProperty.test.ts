import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { execute } from "./command";
import { renameProperty } from "./renameProperty";

describe("renameProperty", () => {
  it.each(["", "1st", "with space", "total", "id", "createDate", "data", "x".repeat(51)])("refuses %j", (name) => {
    expect(execute(sample(), renameProperty("p-number", name))).toBeNull();
  });

  it("keeps the id, which names the column", () => {
    const document = execute(sample(), renameProperty("p-number", "InvoiceNumber"))?.document;
    expect(document?.properties[0]).toMatchObject({ id: "p-number", name: "InvoiceNumber" });
  });
});
