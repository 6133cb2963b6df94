import { isProblem, toProblem as readProblem } from "@aqtra/api";

import type { Problem } from "./api";

/** The problem behind a failed request; anything else that was thrown counts as an unexpected error. */
export function toProblem(error: unknown): Problem {
  return isProblem(error) ? error : readProblem(500, null);
}
