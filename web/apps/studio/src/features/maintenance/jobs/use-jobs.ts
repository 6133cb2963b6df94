import { useEffect, useRef } from "react";
import { useDispatch } from "react-redux";

import { entriesChanged, useBulkJob, useBulkJobs } from "../api";
import type { Job } from "../api";
import { hasStored, isActive } from "./states";

const POLL_MS = 1_000;
const NONE: readonly Job[] = [];

/** All jobs that this user may see; asked for again and again while one goes on. */
export function useJobs() {
  const { data, error, refetch } = useBulkJobs();
  const jobs = data ?? NONE;
  const active = jobs.filter(({ state }) => isActive(state)).length;
  // A second subscription of the same query: only it polls, and only while something is going on.
  useBulkJobs({ skip: active === 0, pollingInterval: POLL_MS });
  useStored(jobs);
  return { jobs: data, active, error, refetch };
}

export function useJob(id: string) {
  const { data, error, refetch } = useBulkJob(id);
  const active = data ? isActive(data.state) : false;
  useBulkJob(id, { skip: !active, pollingInterval: POLL_MS });
  // A short import may have ended before it was first asked about: nobody has seen it running.
  const stored = data && hasStored(data) ? data.component : undefined;
  const dispatch = useDispatch();
  useEffect(() => {
    if (stored !== undefined) dispatch(entriesChanged(stored));
  }, [dispatch, id, stored]);
  return { job: data, error, refetch };
}

/** Lets the grid read again when an import that was seen running has ended. */
function useStored(jobs: readonly Job[]): void {
  const dispatch = useDispatch();
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (isActive(job.state)) running.current.add(job.id);
      else if (running.current.delete(job.id) && hasStored(job)) dispatch(entriesChanged(job.component));
    }
  }, [dispatch, jobs]);
}
