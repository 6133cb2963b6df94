/** The step catalogue as the server serves it. */

import type { ModelField } from "@aqtra/api";
import type { Json } from "@aqtra/model";

export interface Parameter {
  name: string;
  /** A type of the catalogue's legend; a newer catalogue may hold types this Studio does not know. */
  type: string;
  title: string;
  help: string;
  required: boolean;
  /** Member of the step that holds it; columns of rows are members of their row. */
  stored?: "name" | "source" | "params";
  default?: Json;
  allowed?: Json[];
  /** Parameter that holds what this one chooses from: a component, a system, a connector. */
  of?: string;
  /** Input port whose items the paths lead into; all when it is missing. */
  port?: number;
  /** Parameter with the path of the value that the paths lead into. */
  within?: string;
  /** Connectors that hand messages over, not those that are called. */
  broker?: boolean;
  /** Members of a row, or of the settings object. */
  columns?: Parameter[];
  /** Means nothing to this step; kept for what was imported with it. */
  hidden?: boolean;
  shown_when?: { setting: string; equals: Json };
}

export interface StepType {
  id: string;
  title: string;
  group: string;
  purpose: string;
  output: string;
  input: { sources: number; mode: "entry" | "item" | "barrier" | "join"; triggers?: string[] };
  parameters: Parameter[];
}

export interface StepCatalogue {
  version: number;
  groups: { id: string; title: string }[];
  suffixes: string[];
  dataflow_steps: StepType[];
}

export type { ModelField };

/** What the items look like after each step, by step id. */
export type FlowModels = Record<string, ModelField[]>;
