import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { findElement } from "../tree";
import { execute } from "./command";
import { resetSetting } from "./resetSetting";

describe("resetSetting", () => {
  it("stores nothing for the settings named", () => {
    const document = execute(sample(), resetSetting("Button_1", "command_type", "width"))?.document ?? sample();
    expect(findElement(document, "Button_1")?.element.settings).toEqual({ linked_dataflow: "flow-1" });
  });

  it("changes nothing where nothing is stored", () => {
    expect(execute(sample(), resetSetting("Button_1", "width"))).toBeNull();
  });
});
