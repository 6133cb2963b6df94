import { describe, expect, it } from "vitest";

import { newStep } from "../factories";
import { countingIds, sample } from "../testing/fixtures";
import { addStep } from "./addStep";
import type { Command } from "./command";
import { execute } from "./command";
import { moveStep } from "./moveStep";
import { removeStep } from "./removeStep";

const steps = (command: Command): string | undefined =>
  execute(sample(), command)?.document.flows[0]?.stages.map((stage) => stage.steps.map(({ id }) => id).join("")).join(" ");

describe("steps", () => {
  it.each([["a", "s1", 3, "bca def"], ["a", "s1", 2, "bac def"], ["c", "s1", 0, "cab def"], ["a", "s2", 1, "bc daef"], ["f", "s1", 99, "abcf de"]])(
    "%s goes to place %s %i", (step, stage, index, expected) => {
      expect(steps(moveStep("flow-1", step, stage, index))).toBe(expected);
    },
  );

  it("dropped where they are stay", () => {
    expect(steps(moveStep("flow-1", "a", "s1", 0))).toBeUndefined();
    expect(steps(moveStep("flow-1", "a", "s1", 1))).toBeUndefined();
  });

  it("are added under a caption that is unique in the flow", () => {
    const [flow] = sample().flows;
    const step = flow && newStep(flow, "update_entry", "Update entry", countingIds("n"), ["a"]);
    expect(step).toMatchObject({ name: "Update entry 2", source: ["a"], params: {}, branches: {} });
    expect(step && steps(addStep("flow-1", "s2", step, 0))).toBe("abc n1def");
  });

  it("go while those they feed keep naming them", () => {
    const document = execute(sample(), removeStep("flow-1", "a"))?.document;
    expect(document?.flows[0]?.stages[0]?.steps[0]).toMatchObject({ id: "b", source: ["a"] });
  });
});
