import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { changeStepParam } from "./changeStepParam";
import { changeStepSource } from "./changeStepSource";
import type { Command } from "./command";
import { execute } from "./command";
import { renameStep } from "./renameStep";

const step = (command: Command) => execute(sample(), command)?.document.flows[0]?.stages[1]?.steps[1];

describe("a step", () => {
  it("takes a parameter and gives it up", () => {
    expect(step(changeStepParam("flow-1", "e", "operator", "greater"))?.params).toEqual({ src_field: "data.number", filter_value: "7", operator: "greater" });
    expect(step(changeStepParam("flow-1", "e", "filter_value", undefined))?.params).toEqual({ src_field: "data.number" });
    expect(step(changeStepParam("flow-1", "e", "nothing", undefined))).toBeUndefined();
  });

  it("takes its sources once each, and never itself", () => {
    expect(step(changeStepSource("flow-1", "e", ["a", "d", "a", "e"]))?.source).toEqual(["a", "d"]);
  });

  it("takes a caption", () => {
    expect(step(renameStep("flow-1", "e", "Only large ones"))?.name).toBe("Only large ones");
  });

  it("inside a branch is found too", () => {
    const base = sample();
    const [flow] = base.flows;
    const inner = { id: "x", type: "finish", name: "Finish", source: [], params: {}, branches: {} };
    const outer = { ...inner, id: "if", branches: { true: [inner] } };
    const document = { ...base, flows: flow ? [{ ...flow, stages: [{ id: "s", name: "s", steps: [outer] }] }] : [] };
    const changed = execute(document, changeStepParam("flow-1", "x", "a", 1))?.document;
    expect(changed?.flows[0]?.stages[0]?.steps[0]?.branches["true"]?.[0]?.params).toEqual({ a: 1 });
  });
});
