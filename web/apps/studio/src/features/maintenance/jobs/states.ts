/** What the parts of a job say about it as a whole. */

import type { Job, JobState } from "../api";

export function isActive(state: JobState): boolean {
  return state === "queued" || state === "running" || state === "cancelling";
}

/** In percent; undefined while nobody knows how much there is. */
export function progress(job: Job): number | undefined {
  if (job.rows_total === null) return undefined;
  return job.rows_total === 0 ? 100 : Math.min(100, Math.floor((100 * job.rows_done) / job.rows_total));
}

/** Imports that have stored something: rows on screen are old. */
export function hasStored(job: Job): boolean {
  return job.kind === "import" && !isActive(job.state) && job.created + job.updated > 0;
}
