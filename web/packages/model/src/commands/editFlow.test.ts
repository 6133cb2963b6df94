import { describe, expect, it } from "vitest";

import { newFlow } from "../factories";
import { countingIds, sample } from "../testing/fixtures";
import { addFlow } from "./addFlow";
import { execute } from "./command";
import { editFlow, renameFlow } from "./editFlow";

describe("editFlow", () => {
  const two = execute(sample(), addFlow(newFlow(sample(), countingIds("f"))))?.document ?? sample();

  it("changes the header", () => {
    const document = execute(two, editFlow("flow-1", { name: "Store", generate_api_definition: true }))?.document;
    expect(document?.flows[0]).toMatchObject({ key: "flow-1", name: "Store", generate_api_definition: true });
  });

  it.each(["", " ", "Data flow 1"])("refuses the name %j", (name) => {
    expect(execute(two, renameFlow("flow-1", name))).toBeNull();
  });
});
