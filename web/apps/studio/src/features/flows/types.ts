/** The step catalogue as the server serves it. */

import type { ModelField } from "@aqtra/api";
import type { Json } from "@aqtra/model";

export type ParameterType =
  | "string"
  | "boolean"
  | "integer"
  | "enum"
  | "step_ref"
  | "field_path"
  | "new_field"
  | "component_ref"
  | "property_ref"
  | "mapping"
  | "system_ref"
  | "connector_ref"
  | "endpoint_ref";

export interface Parameter {
  name: string;
  /** One of ParameterType; a newer catalogue may hold types this Studio does not know. */
  type: string;
  title: string;
  help: string;
  required: boolean;
  /** Member of the step that holds it. */
  stored: "name" | "source" | "params";
  default?: Json;
  allowed?: string[];
  /** Parameter that holds the component this one chooses from. */
  of?: string;
  shown_when?: { setting: string; equals: Json };
}

export interface StepType {
  id: string;
  title: string;
  group: string;
  purpose: string;
  output: string;
  input: { sources: number; mode: "entry" | "item" | "barrier" | "join" };
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
