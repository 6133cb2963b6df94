import { describe, expect, it } from "vitest";

import { newStage } from "../factories";
import type { ComponentDocument } from "../documents";
import { countingIds, sample } from "../testing/fixtures";
import { addStage } from "./addStage";
import type { Command } from "./command";
import { execute } from "./command";
import { moveStage } from "./moveStage";
import { removeStage } from "./removeStage";
import { renameStage } from "./renameStage";

const stages = (command: Command, document: ComponentDocument = sample()): string | undefined =>
  execute(document, command)?.document.flows[0]?.stages.map(({ name }) => name).join();

describe("stages", () => {
  it("are added at a place", () => {
    expect(stages(addStage("flow-1", { ...newStage(countingIds()), name: "Third" }))).toBe("New stage,Second,Third");
    expect(stages(addStage("flow-1", { ...newStage(countingIds()), name: "Zeroth" }, 0))).toBe("Zeroth,New stage,Second");
  });

  it("are renamed, moved and removed with their steps", () => {
    expect(stages(renameStage("flow-1", "s2", "Later"))).toBe("New stage,Later");
    expect(stages(moveStage("flow-1", "s2", 0))).toBe("Second,New stage");
    expect(stages(removeStage("flow-1", "s1"))).toBe("Second");
  });

  it("of an unknown flow change nothing", () => {
    expect(stages(moveStage("nowhere", "s2", 0))).toBeUndefined();
    expect(stages(renameStage("flow-1", "nowhere", "x"))).toBeUndefined();
  });
});
