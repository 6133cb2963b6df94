import type { OffendingEntries } from "../../shared/api";

/** What could not be counted in time may still go well; everything else is certain. */
export function isRefused(refusals: readonly OffendingEntries[]): boolean {
  return refusals.some((refusal) => refusal.count !== null || refusal.rule === "unknown_component");
}
