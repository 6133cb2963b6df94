/** What the designer's header, cards and panel share about runs of the open flow. */

import type { ComponentDocument, Flow } from "@aqtra/model";
import { createContext, useContext } from "react";

export type RunTab = "debug" | "trace" | "database" | "api" | "webhooks" | "runs";

export interface Runs {
  document: ComponentDocument;
  flow: Flow;
  tab: RunTab | null;
  show: (tab: RunTab | null) => void;
  /** Ids of steps before which a debugged run stops. */
  breakpoints: ReadonlySet<string>;
  toggleBreakpoint: (step: string) => void;
  /** The step before which the debugged run has stopped. */
  pausedBefore: string | null;
  setPausedBefore: (step: string | null) => void;
}

export const RunsContext = createContext<Runs | null>(null);

export function useRuns(): Runs {
  const runs = useContext(RunsContext);
  if (!runs) throw new Error("used outside the flow designer");
  return runs;
}
