import type { ComponentDocument, Flow } from "@aqtra/model";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";

import { RunsContext } from "./runs-context";
import type { Runs, RunTab } from "./runs-context";

const NONE: ReadonlySet<string> = new Set();

/** Holds which part of the panel is open and where runs stop, for as long as the designer is. */
export function FlowRuns({ document, flow, children }: { document: ComponentDocument; flow: Flow; children: ReactNode }) {
  const [tab, show] = useState<RunTab | null>(null);
  const [breakpoints, setBreakpoints] = useState(NONE);
  const [pausedBefore, setPausedBefore] = useState<string | null>(null);
  const runs = useMemo<Runs>(
    () => ({
      document,
      flow,
      tab,
      show,
      breakpoints,
      toggleBreakpoint: (step) =>
        setBreakpoints((held) => {
          const next = new Set(held);
          if (!next.delete(step)) next.add(step);
          return next;
        }),
      pausedBefore,
      setPausedBefore,
    }),
    [document, flow, tab, breakpoints, pausedBefore],
  );
  return <RunsContext.Provider value={runs}>{children}</RunsContext.Provider>;
}
