import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { execute } from "./command";
import { removePage } from "./removePage";

describe("removePage", () => {
  it("removes a page with all on it, but never the last one", () => {
    const one = execute(sample(), removePage("page-1"))?.document ?? sample();
    expect(one.pages.map(({ id }) => id)).toEqual(["page-2"]);
    expect(execute(one, removePage("page-2"))).toBeNull();
  });
});
