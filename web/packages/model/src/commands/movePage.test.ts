import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { execute } from "./command";
import { movePage } from "./movePage";

describe("movePage", () => {
  it("makes another page the first one", () => {
    expect(execute(sample(), movePage("page-2", 0))?.document.pages.map(({ id }) => id)).toEqual(["page-2", "page-1"]);
  });

  it("stays at the ends", () => {
    expect(execute(sample(), movePage("page-1", -1))).toBeNull();
  });
});
