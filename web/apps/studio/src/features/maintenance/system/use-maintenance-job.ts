import { toProblem } from "@aqtra/api";
import { useState } from "react";

import { useMaintenanceJobs } from "../api";
import type { MaintenanceJob } from "../api";

const POLL_MS = 1_000;

/** Work of one kind that a worker does: started here, or found going on. */
export function useMaintenanceJob(kind: MaintenanceJob["kind"]) {
  const { data } = useMaintenanceJobs();
  const [watched, setWatched] = useState<number | null>(null);
  const last = data?.find((job) => job.kind === kind);
  const goesOn = last !== undefined && last.ended_at === null;
  if (goesOn && watched !== last.id) setWatched(last.id);
  // A second subscription of the same query: only it polls, and only while something is going on.
  const behind = watched !== null && (last === undefined || last.id < watched);
  useMaintenanceJobs({ skip: !goesOn && !behind, pollingInterval: POLL_MS });
  const ended = last?.id === watched && !goesOn ? last : undefined;
  return {
    running: goesOn || behind,
    /** What came of it, until it is forgotten; what ended before anybody looked is not told. */
    ended,
    error: ended?.error ? toProblem(ended.error.status, { ...ended.error, detail: ended.error.message }) : undefined,
    watch: setWatched,
    forget: () => setWatched(null),
  };
}
