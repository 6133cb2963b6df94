/** Paths inside the settings of an element, by the settings of the component catalogue. */

import type { ComponentDocument, Element, Uuid } from "../documents";
import { FORM_ROOT, referencedComponent } from "./path";
import type { PathRoot } from "./path";
import type { MutableObject, PathVisitor } from "./visitor";
import { objectsOf, rewriteList, rewriteMember } from "./visitor";

/** Kinds whose `component` setting is the source of their rows rather than the target of their command. */
export const COLLECTION_KINDS: ReadonlySet<string> = new Set([
  "data_grid", "list_view", "tree_view", "pivot_grid", "charts",
]);

/** Kinds whose children are bound to the entries they show rather than to that of the form. */
export const TEMPLATE_KINDS: ReadonlySet<string> = new Set(["list_view"]);

export function visitElements(document: ComponentDocument, visit: PathVisitor): void {
  for (const page of document.pages) visitTree(document, page.id, page, FORM_ROOT, visit);
}

function visitTree(document: ComponentDocument, page: Uuid, element: Element, form: PathRoot, visit: PathVisitor): void {
  visitElement(document, page, element, form, visit);
  const inside = TEMPLATE_KINDS.has(element.kind) ? { own: rowsRoot(document, element, form).own, bare: false } : form;
  for (const child of element.children) visitTree(document, page, child, inside, visit);
}

function visitElement(document: ComponentDocument, page: Uuid, element: Element, form: PathRoot, visit: PathVisitor): void {
  const settings = element.settings as MutableObject;
  const rows = rowsRoot(document, element, form);
  const target = commandTarget(document, element, settings);
  const at =
    (root: PathRoot, setting: string) =>
    (path: string): string =>
      visit(path, root, { page, element: element.id, setting });

  for (const member of Object.keys(settings)) {
    if (member === "binding" || member.endsWith("_binding") || member === "data_model_source") {
      rewriteMember(settings, member, at(form, member));
    }
  }
  for (const member of ["label_field", "value"]) {
    if (COLLECTION_KINDS.has(element.kind)) rewriteMember(settings, member, at(rows, member));
  }
  rewriteList(settings["group_by"], at(rows, "group_by"));
  for (const rule of objectsOf(settings["static_filters"])) {
    rewriteMember(rule, "field", at(rows, "static_filters"));
  }
  for (const rule of objectsOf(settings["dynamic_filters"])) {
    rewriteMember(rule, "field", at(rows, "dynamic_filters"));
    rewriteMember(rule, "source", at(form, "dynamic_filters"));
  }
  for (const order of objectsOf(settings["order_fields"])) {
    rewriteMember(order, "field", at(rows, "order_fields"));
  }
  for (const series of objectsOf(settings["data_source"])) {
    rewriteMember(series, "value", at(rows, "data_source"));
  }
  for (const column of objectsOf(settings["columns"])) {
    rewriteList(column["fields"], at(rows, "columns"));
    rewriteMember(column, "field", at(rows, "columns"));
    const columnTarget = commandTarget(document, element, column) ?? target;
    visitParameters(column, "columns", rows, columnTarget, at);
  }
  const source = COLLECTION_KINDS.has(element.kind) ? rows : form;
  visitParameters(settings, "action_parameters", source, target, at);
}

function visitParameters(
  holder: MutableObject,
  setting: string,
  source: PathRoot,
  target: PathRoot | null,
  at: (root: PathRoot, setting: string) => (path: string) => string,
): void {
  for (const pair of objectsOf(holder["action_parameters"])) {
    rewriteMember(pair, "source", at(source, setting));
    if (target) rewriteMember(pair, "target", at(target, setting));
  }
}

/** Where the rows of a collection, or the offered entries of a list, start. */
function rowsRoot(document: ComponentDocument, element: Element, form: PathRoot): PathRoot {
  const { component, data_object: object, binding, data_model_source: model } = element.settings;
  const path = typeof model === "string" && model !== "" ? model : COLLECTION_KINDS.has(element.kind) ? null : binding;
  // Where a reference of another component leads is not known here.
  const referenced = (from: string) => (form.own ? referencedComponent(document, from) : null);
  const rows = typeof path === "string" ? referenced(path) : (component ?? object);
  return { own: rows === document.key, bare: true };
}

/** The model that `action_parameters` of a command fill. */
function commandTarget(document: ComponentDocument, element: Element, holder: MutableObject): PathRoot | null {
  const command = holder["command_type"] ?? element.settings["command_type"];
  if (command === "open_page") return { own: true, bare: true };
  // A collection's own `component` names its rows; its command goes there too unless another target is chosen.
  const component = holder["target_component"] ?? holder["component"] ?? element.settings["component"];
  return component === undefined ? null : { own: component === document.key, bare: true };
}
