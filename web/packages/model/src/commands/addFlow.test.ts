import { describe, expect, it } from "vitest";

import { newFlow } from "../factories";
import { countingIds, sample } from "../testing/fixtures";
import { addFlow } from "./addFlow";
import { execute } from "./command";
import { moveFlow } from "./moveFlow";
import { removeFlow } from "./removeFlow";

describe("flows", () => {
  const added = execute(sample(), addFlow(newFlow(sample(), countingIds("f"))))?.document ?? sample();

  it("are added last under the next free name, with one stage", () => {
    expect(added.flows.map(({ name }) => name)).toEqual(["Save", "Data flow 1"]);
    expect(added.flows[1]?.stages.map(({ name }) => name)).toEqual(["New stage"]);
  });

  it("change places", () => {
    expect(execute(added, moveFlow("flow-1", 1))?.document.flows.map(({ name }) => name)).toEqual(["Data flow 1", "Save"]);
  });

  it("go without touching what runs them", () => {
    const document = execute(added, removeFlow("flow-1"))?.document;
    expect(document?.flows.map(({ name }) => name)).toEqual(["Data flow 1"]);
    expect(document?.pages).toEqual(added.pages);
  });
});
