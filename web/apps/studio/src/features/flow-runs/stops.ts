/** Where a debugged run stops next. Pure. */

import type { Flow } from "@aqtra/model";

/** Ids of the flow's steps in the order they run. */
export function order(flow: Flow): string[] {
  return flow.stages.flatMap((stage) => stage.steps.map((step) => step.id));
}

/** All steps after the one that a run stands before; the server stops at the first of them that takes part. */
export function nextSteps(flow: Flow, pausedBefore: string | null): string[] {
  const steps = order(flow);
  return pausedBefore === null ? steps.slice(1) : steps.slice(steps.indexOf(pausedBefore) + 1);
}

/** Breakpoints that are still ahead. */
export function nextBreakpoints(flow: Flow, breakpoints: ReadonlySet<string>, pausedBefore: string | null): string[] {
  const ahead = pausedBefore === null ? order(flow) : nextSteps(flow, pausedBefore);
  return ahead.filter((step) => breakpoints.has(step));
}
