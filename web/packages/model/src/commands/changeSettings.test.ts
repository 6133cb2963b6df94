import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { changeSettings } from "./changeSettings";
import { execute } from "./command";

describe("changeSettings", () => {
  it("changes what is named and keeps the rest", () => {
    const document = execute(sample(), changeSettings({ access_mode: "public", domains: ["a"] }))?.document;
    expect(document?.settings).toEqual({ ...sample().settings, access_mode: "public", domains: ["a"] });
  });
});
