/** Commands an element may run on a click, and the settings that carry their parameters. */
import type { SettingSpec, SettingSpecs } from "./settings";

export const COMMANDS = {
  none: { title: "None", parameters: [] },
  open_page: { title: "Open page", parameters: ["page", "action_parameters"] },
  open_application: { title: "Open application", parameters: ["component", "component_page", "action_parameters"] },
  edit_record: { title: "Edit record", parameters: ["component_page"] },
  navigation_back: { title: "Navigation back", parameters: [] },
  execute_dataflow: { title: "Execute dataflow", parameters: ["linked_dataflow", "restrict_access"] },
  execute_workflow: { title: "Execute workflow", parameters: ["linked_workflow", "wait_complete", "restrict_access"] },
  execute_script: { title: "Execute script", parameters: ["method_name", "call_parameters", "restrict_access"] },
  open_modal: {
    title: "Open modal",
    parameters: ["component", "component_page", "dialog_title", "dialog_width", "dialog_height", "action_parameters"],
  },
  open_sidebar: {
    title: "Open sidebar",
    parameters: ["component", "component_page", "dialog_title", "dialog_width", "dialog_height", "position", "action_parameters"],
  },
} as const satisfies Record<string, { title: string; parameters: readonly string[] }>;

export type CommandType = keyof typeof COMMANDS;
export type CommandId = Exclude<CommandType, "none">;

/** What a click on an entry of a collection may run. */
export const ENTRY_COMMANDS = [
  "edit_record",
  "open_application",
  "execute_dataflow",
  "execute_workflow",
  "execute_script",
  "open_modal",
  "open_sidebar",
] as const satisfies readonly CommandId[];

/**
 * Parameters are ordinary settings of the element. Title, width and height of a dialog carry a
 * prefix because the element's own layout has settings of those names.
 */
export const commandParameters = {
  page: { type: "page_ref", panel: "Actions", title: "Component page", about: "Page of the current component." },
  component: { type: "component_ref", panel: "Actions", title: "Component", about: "Target component." },
  component_page: { type: "page_ref", panel: "Actions", title: "Component page", about: "Page of the target component; empty = its first page." },
  action_parameters: { type: "param_map", panel: "Actions", title: "Action parameters", about: "Target model field from source model field, id first." },
  linked_dataflow: { type: "dataflow_ref", panel: "Actions", title: "Linked data flow", about: "Dataflow to run." },
  linked_workflow: { type: "workflow_ref", panel: "Actions", title: "Linked workflow", about: "Workflow to start." },
  wait_complete: { type: "bool", panel: "Actions", title: "Wait complete", default: false, about: "Waits until the workflow stops or pauses before continuing." },
  method_name: { type: "script_ref", panel: "Actions", title: "Method name", about: "Function to call." },
  call_parameters: { type: "text", panel: "Actions", title: "Parameters", about: "Arguments passed to the function." },
  dialog_title: { type: "localized_text", panel: "Actions", title: "Title", about: "Caption of the dialog; empty = title of the page." },
  dialog_width: { type: "css_size", panel: "Actions", title: "Width", about: "Width of the dialog." },
  dialog_height: { type: "css_size", panel: "Actions", title: "Height", about: "Height of the dialog." },
  position: {
    type: "enum",
    panel: "Actions",
    title: "Position",
    values: ["top", "left", "right", "bottom"],
    default: "right",
    about: "Side of the window at which the sidebar opens.",
  },
} as const satisfies SettingSpecs;

export type CommandParameter = keyof typeof commandParameters;

/** Where a collection stores the target component: its own `component` already names the rows shown. */
export const TARGET_COMPONENT = "target_component";

export const targetComponent = {
  ...commandParameters.component,
  about: "Target component of the command; empty = the component shown.",
} as const satisfies SettingSpec;

interface CommandTypeSpec<Ids extends readonly CommandId[]> {
  readonly type: "enum";
  readonly panel: "Actions";
  readonly title: string;
  readonly about: string;
  readonly values: readonly ["none", ...Ids];
  readonly default: "none";
}

/** The command picker of an element, with exactly the commands it may run. */
export function commandType<const Ids extends readonly CommandId[]>(ids: Ids): CommandTypeSpec<Ids> {
  return {
    type: "enum",
    panel: "Actions",
    title: "Command type",
    about: "The single command the element runs; choosing it reveals that command's parameters.",
    values: ["none", ...ids],
    default: "none",
  };
}

export const restrictAccess = {
  type: "bool",
  panel: "Actions",
  title: "Restrict access",
  default: false,
  about: "Creates a permission entry for this action, published with the page; without the right to it people do not see the element, and the server refuses the call. What the flow itself restricts holds as well.",
} as const satisfies SettingSpec;
