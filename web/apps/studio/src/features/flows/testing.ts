/** A catalogue for tests with a setting of every type, whatever steps the server has. */

import type { Json } from "@aqtra/model";

import type { Parameter, StepCatalogue, StepType } from "./types";

export function setting(name: string, type: string, more: Partial<Parameter> = {}): Parameter {
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
  return { name, type, title, help: `About ${name.replaceAll("_", " ")}.`, required: false, stored: "params", ...more };
}

const NAME = setting("step_name", "string", { required: true, stored: "name" });
const SOURCE = setting("source_step", "step_ref", { required: true, stored: "source" });

function stepType(id: string, title: string, group: string, mode: StepType["input"]["mode"], parameters: Parameter[]): StepType {
  const wiring = mode === "entry" || mode === "join" ? [NAME] : [NAME, SOURCE];
  const sources = { entry: 0, item: 1, barrier: 1, join: 2 }[mode];
  return { id, title, group, purpose: `What ${title} is for, in a sentence.`, output: "", input: { sources, mode }, parameters: [...wiring, ...parameters] };
}

const MODAL = [
  setting("title", "text_template", { stored: undefined }),
  setting("size", "enum", { allowed: ["small", "medium", "large"], default: "medium", stored: undefined }),
  setting("position", "enum", { allowed: ["left", "right"], stored: undefined, shown_when: { setting: "size", equals: "small" } }),
];

const OPERATIONS = [
  setting("array_path", "field_path", { required: true, stored: undefined }),
  setting("field", "field_path", { within: "array_path", stored: undefined }),
  setting("operation", "enum", { allowed: ["min", "max", "sum"], default: "sum", stored: undefined }),
  setting("result_field", "new_field", { required: true, stored: undefined }),
];

export const EVERY_TYPE: readonly Parameter[] = [
  setting("label", "string"),
  setting("message", "text_template"),
  setting("active", "boolean", { default: false }),
  setting("limit", "integer"),
  setting("life_time", "duration", { default: "PT5M" }),
  setting("mode", "enum", { allowed: ["first_match", "all"], default: "all" }),
  setting("component", "component_ref", { required: true }),
  setting("name_field", "property_ref", { of: "component" }),
  setting("filter", "filter_rules", { of: "component", default: [] as Json }),
  setting("key", "field_path"),
  setting("keys", "field_paths", { default: [] as Json }),
  setting("result", "new_field"),
  setting("operations", "rows", { columns: OPERATIONS, default: [] as Json }),
  setting("open_modal", "object", { columns: MODAL }),
  setting("fields_mapping", "mapping", { default: [] as Json }),
  setting("model_schema", "json_schema"),
  setting("script", "code"),
  setting("users", "user_refs"),
  setting("page", "page_ref", { of: "component" }),
  setting("dataflow", "dataflow_ref", { of: "component" }),
  setting("workflow", "workflow_ref", { of: "component" }),
  setting("client", "client_ref"),
  setting("provider", "provider_ref"),
  setting("template", "template_ref"),
  setting("roles", "integer", { default: [] as Json }),
  setting("novelty", "from_the_future"),
];

/** One parameter of the step that has them all. */
export function oneOf(name: string): Parameter {
  const found = EVERY_TYPE.find((parameter) => parameter.name === name);
  if (!found) throw new Error(`no setting ${name}`);
  return found;
}

/** The catalogue with a step whose settings are these. */
export function catalogueOf(parameters: readonly Parameter[] = EVERY_TYPE): StepCatalogue {
  return {
    version: 1,
    groups: [
      { id: "input", title: "Input" },
      { id: "model_transformation", title: "Model transformation" },
      { id: "output", title: "Output" },
    ],
    suffixes: ["boolean", "integer", "number", "string"],
    dataflow_steps: [
      stepType("get_action_model", "Get action model", "input", "entry", []),
      stepType("try_out", "Try out", "model_transformation", "item", [...parameters]),
      stepType("join_models", "Join models", "model_transformation", "join", [
        setting("left_step", "step_ref", { required: true }),
        setting("right_step", "step_ref", { required: true }),
        setting("left_key", "field_paths", { port: 0 }),
        setting("right_key", "field_paths", { port: 1 }),
        setting("map", "mapping"),
      ]),
      stepType("write_response", "Write response", "output", "barrier", []),
    ],
  };
}
