/** Design-time findings: what the error list shows and what blocks Ready to publish. */

import type { Uuid } from "./base";

export type Severity = "error" | "warning" | "information";

/** Where a finding points, as precise as is known. All ids are those of the component document. */
export interface Place {
  readonly component: Uuid;
  readonly property?: string | null;
  readonly page?: string | null;
  readonly element?: string | null;
  readonly flow?: string | null;
  readonly step?: string | null;
  readonly setting?: string | null;
}

export interface Finding {
  readonly severity: Severity;
  /** Stable; translated as `findings.<code>` with `params`. */
  readonly code: string;
  readonly message: string;
  readonly place: Place;
  readonly params?: Readonly<Record<string, string>>;
}

/** Whether any finding forbids Ready to publish. */
export function blocks(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
