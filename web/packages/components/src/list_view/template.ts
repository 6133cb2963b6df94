/** What the elements of a card need of its entry. Pure. */
import { definitionOf } from "../catalogue";
import type { Element, Entry, FieldProperty } from "../model";
import type { DynamicFilterRule, ParamPair } from "../settings";
import { parameterSources, readPath } from "../shared/paths";
import { isReference, referenceText } from "../shared/reference";

/** Paths in the entry that elements of the card show, look at or hand on; lists inside look at it, their own cards do not. */
export function templatePaths(children: readonly Element[]): string[] {
  return [...new Set(children.flatMap(pathsOf))];
}

function pathsOf(element: Element): string[] {
  const kind = definitionOf(element.kind);
  if (!kind) return [];
  const { settings } = element;
  const bound = Object.entries(kind.settings).flatMap(([id, { type }]) => (type === "binding" ? [settings[id]] : []));
  const isCollection = kind.binds.includes("component_entries");
  const rules = "dynamic_filters" in kind.settings ? ((settings.dynamic_filters ?? []) as unknown as readonly DynamicFilterRule[]) : [];
  const own = [
    ...bound,
    settings.data_model_source,
    ...rules.map(({ source }) => source),
    ...(isCollection ? [] : parameterSources(settings.action_parameters as unknown as readonly ParamPair[] | undefined)),
  ].filter((path): path is string => typeof path === "string" && path !== "");
  return kind.holds === "template" ? own : [...own, ...element.children.flatMap(pathsOf)];
}

/** Whether lists stand in the card: it is a column of them rather than a card. */
export function holdsLists(children: readonly Element[]): boolean {
  return children.some((child) => definitionOf(child.kind)?.holds === "template" || holdsLists(child.children));
}

/** How a card is called: by the name of its entry, by the first text it shows, or by number. */
export function cardName(entry: Entry, paths: readonly string[], property: (path: string) => FieldProperty | undefined, title: string): string {
  if (entry.name) return entry.name;
  for (const path of paths) {
    const value = readPath(entry, path);
    if (typeof value === "string" && value !== "" && property(path)?.type === "string") return value;
    if (isReference(value) && value.name) return referenceText(value, property(path));
  }
  return `${title} #${entry.id}`.trim();
}
