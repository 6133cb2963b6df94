/** Flow definitions: stages left to right, steps top to bottom, wired by step ids. */

import type { Json, JsonObject, ShortId, Uuid } from "./base";

export type FlowKind = "dataflow" | "input_dataflow" | "workflow";

/** Writes `source`, a path in the item, or the constant `const`, into `target`. */
export interface Mapping {
  readonly target: string;
  readonly source?: string | null;
  readonly const?: Json;
}

export interface Step {
  readonly id: ShortId;
  readonly type: string;
  readonly name: string;
  /** Earlier steps of the flow; several mean their union in that order. */
  readonly source: readonly ShortId[];
  readonly params: JsonObject;
  readonly branches: Readonly<Record<string, readonly Step[]>>;
}

/** A named column of steps: grouping only. */
export interface Stage {
  readonly id: ShortId;
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface Flow {
  readonly key: Uuid;
  readonly kind: FlowKind;
  readonly name: string;
  readonly restrict_access: boolean;
  readonly generate_api_definition: boolean;
  /** What a run writes is stored all together, or not at all. */
  readonly atomic: boolean;
  /** A run whose worker was lost is run again. */
  readonly safe_to_repeat: boolean;
  readonly stages: readonly Stage[];
}
