/** Where a step goes when it is moved. Indexes count the target stage's steps as they are before the move. */

import type { Flow } from "@aqtra/model";

export type StepDirection = "up" | "down" | "left" | "right";

export interface Spot {
  stage: string;
  index: number;
}

/** One place up, down, or to the neighbouring stage; null at the border of the flow. */
export function nudged(flow: Flow, stepId: string, direction: StepDirection): Spot | null {
  const column = flow.stages.findIndex((stage) => stage.steps.some((step) => step.id === stepId));
  const stage = flow.stages[column];
  if (!stage) return null;
  const row = stage.steps.findIndex((step) => step.id === stepId);
  switch (direction) {
    case "up":
      return row === 0 ? null : { stage: stage.id, index: row - 1 };
    case "down":
      return row === stage.steps.length - 1 ? null : { stage: stage.id, index: row + 2 };
    default: {
      const target = flow.stages[column + (direction === "left" ? -1 : 1)];
      return target ? { stage: target.id, index: Math.min(row, target.steps.length) } : null;
    }
  }
}

/** Where a dragged step lands: over another step it takes its place, over the foot of a stage it becomes the last. */
export function dropped(flow: Flow, stepId: string, over: string, below: boolean): Spot | null {
  const foot = flow.stages.find((stage) => footOf(stage.id) === over);
  if (foot) return { stage: foot.id, index: foot.steps.length };
  const stage = flow.stages.find((candidate) => candidate.steps.some((step) => step.id === over));
  if (!stage || over === stepId) return null;
  const to = stage.steps.findIndex((step) => step.id === over);
  const from = stage.steps.findIndex((step) => step.id === stepId);
  const after = from < 0 ? below : to > from;
  return { stage: stage.id, index: after ? to + 1 : to };
}

/** Name of the place under the last step of a stage. */
export function footOf(stageId: string): string {
  return `foot:${stageId}`;
}
