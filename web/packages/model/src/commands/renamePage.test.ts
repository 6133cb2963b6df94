import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { execute } from "./command";
import { renamePage } from "./renamePage";

describe("renamePage", () => {
  it("takes any text and changes nothing else", () => {
    const document = execute(sample(), renamePage("page-1", "Add/View Invoices"))?.document;
    expect(document).toEqual({ ...sample(), pages: [{ ...sample().pages[0], name: "Add/View Invoices" }, sample().pages[1]] });
  });

  it.each(["", "  ", "page-2"])("refuses %j", (name) => {
    expect(execute(sample(), renamePage("page-1", name))).toBeNull();
  });
});
