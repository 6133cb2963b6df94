/** Paths inside the parameters of flow steps. */

import type { ComponentDocument, Flow, Step } from "../documents";
import { walkSteps } from "../tree";
import type { PathRoot } from "./path";
import type { MutableJson, MutableObject, PathVisitor } from "./visitor";
import { isObject, rewriteMember } from "./visitor";

/** Entry steps whose item is an entry of the component that owns the flow. */
const ENTRY_OF_OWNER: ReadonlySet<string> = new Set(["get_action_model", "get_workflow_model", "get_raw_model"]);
/** Steps whose item no longer has the shape of the item that came in. */
const RESHAPING: ReadonlySet<string> = new Set([
  "transform_model", "extract_collections", "select_many", "group_by", "import_file", "export_to_file",
  "get_empty_model", "get_values_from_connector", "subscribe_to_connector", "proxy_get_entry", "proxy_query_entry",
]);
/** Parameters naming the variable in which a step leaves entries of its `component`. */
const ENTRY_RESULTS = ["dst_field_name", "result_field", "field_name"];
/** Steps without a component in their parameters that name properties of the owner. */
const OF_OWNER: ReadonlySet<string> = new Set(["form_action", "proxy_query_entry"]);
const SOURCE_CODE: ReadonlySet<string> = new Set(["script", "method_name"]);
const PLACEHOLDER = /\{([^{}]+)\}/g;

export function visitSteps(document: ComponentDocument, visit: PathVisitor): void {
  for (const flow of document.flows) visitFlow(document, flow, visit);
}

function visitFlow(document: ComponentDocument, flow: Flow, visit: PathVisitor): void {
  const ownItems = new Set<string>();
  const ownVariables = new Set<string>();
  for (const step of walkSteps(flow)) {
    const fromSource = flow.kind === "workflow" || step.source.some((id) => ownItems.has(id));
    const joined = joinSources(step).some((id) => ownItems.has(id));
    const item: PathRoot = { own: fromSource || joined, bare: false, ownVariables };
    visitStep(document, flow, step, item, visit);
    if (ENTRY_OF_OWNER.has(step.type) || (item.own && !RESHAPING.has(step.type))) ownItems.add(step.id);
    if (step.params["component"] === document.key) {
      for (const member of ENTRY_RESULTS) {
        const variable = step.params[member];
        if (typeof variable === "string" && variable !== "") ownVariables.add(variable);
      }
    }
  }
}

function joinSources(step: Step): string[] {
  return [step.params["left_step"], step.params["right_step"]].filter((id) => typeof id === "string");
}

function visitStep(
  document: ComponentDocument,
  flow: Flow,
  step: Step,
  item: PathRoot,
  visit: PathVisitor,
): void {
  const component = step.params["component"] ?? (OF_OWNER.has(step.type) ? document.key : null);
  const target: PathRoot = { own: component === document.key, bare: true };
  const field = component === null ? item : target;
  const at =
    (root: PathRoot, setting: string) =>
    (path: string): string =>
      visit(path, root, { flow: flow.key, step: step.id, setting });

  const inItem = (text: string, setting: string): string => {
    const visited = at(item, setting);
    if (!text.includes("{")) return text.startsWith("left.") || text.startsWith("right.")
      ? text.replace(/^(left|right)\.(.*)$/s, (_, side: string, rest: string) => `${side}.${visited(rest)}`)
      : visited(text);
    return text.replace(PLACEHOLDER, (_, path: string) => `{${visited(path)}}`);
  };
  const visitObject = (holder: MutableObject, setting: string | null): void => {
    for (const [member, value] of Object.entries(holder)) {
      const name = setting ?? member;
      if (SOURCE_CODE.has(member) || member === "const") continue;
      if (member === "target" || member === "name_field") rewriteMember(holder, member, at(target, name));
      else if (member === "field") rewriteMember(holder, member, at(field, name));
      else visitValue(value, name, (next) => { holder[member] = next; });
    }
  };
  const visitValue = (value: MutableJson, setting: string, write: (next: string) => void): void => {
    if (typeof value === "string") {
      const next = inItem(value, setting);
      if (next !== value) write(next);
    } else if (Array.isArray(value)) {
      value.forEach((inner, index) => visitValue(inner, setting, (next) => { value[index] = next; }));
    } else if (isObject(value)) visitObject(value, setting);
  };
  visitObject(step.params as MutableObject, null);
}
