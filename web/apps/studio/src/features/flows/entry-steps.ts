/** Which entry steps can begin which kind of flow. Pure. */

import type { FlowKind } from "@aqtra/model";

import type { StepType } from "./types";

/** What starts an Input dataflow, and nothing else does. */
const BY_ITSELF: ReadonlySet<string> = new Set(["cron", "message", "proxy_read", "proxy_query"]);

/** An Input dataflow begins with what starts by itself; of the other flows no step begins that only does so. */
export function fits(type: StepType, kind: FlowKind): boolean {
  const triggers = type.input.triggers ?? [];
  if (type.input.mode !== "entry" || triggers.length === 0) return true;
  return triggers.some((trigger) => BY_ITSELF.has(trigger) === (kind === "input_dataflow"));
}
