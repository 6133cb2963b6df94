/** The tree of what a permission set may name, as rows: sections, things in them, restricted properties below. */

import type { AccessTree, Permission, PermissionKind, RestrictedComponent } from "../api";
import { COMPONENT_VERBS, keyOf, PROPERTY_VERBS, thingOf } from "./grants";
import type { Grants } from "./grants";

export type SectionId = "components" | "dataflows" | "workflows" | "steps" | "actions" | "studio" | "lost";

export interface Thing {
  /** Kind, component and object: the same as `thingOf` of its permissions. */
  id: string;
  kind: PermissionKind;
  label: string;
  /** Where it belongs, when the label does not say. */
  hint: string;
  /** One permission per right that the thing has; none for a component of which only parts are restricted. */
  permissions: readonly Permission[];
  children: readonly Thing[];
}

export interface Section {
  id: SectionId;
  things: readonly Thing[];
}

/** `stored` are the permissions the set had when it was loaded: one that names nothing live stays to be seen. */
export function toSections(tree: AccessTree, stored: readonly Permission[], menuName: (menu: string) => string): Section[] {
  const live: Section[] = [
    { id: "components", things: tree.components.filter((one) => one.restricted || one.properties.length > 0).map(componentThing) },
    { id: "dataflows", things: tree.components.flatMap((one) => flowThings(one, false)) },
    { id: "workflows", things: tree.components.flatMap((one) => flowThings(one, true)) },
    { id: "steps", things: tree.components.flatMap(stepThings) },
    { id: "actions", things: tree.components.flatMap(actionThings) },
    { id: "studio", things: tree.studio.map((menu) => thing("studio", null, menu, ["open"], menuName(menu), "")) },
  ];
  return [...live, { id: "lost", things: lost(live, stored, new Map(tree.components.map(({ key, title }) => [key, title]))) }];
}

function thing(kind: PermissionKind, component: string | null, object: string, verbs: readonly string[], label: string, hint: string): Thing {
  const permissions = verbs.map((verb) => ({ kind, component, object, verb }));
  return { id: thingOf({ kind, component, object, verb: "" }), kind, label, hint, permissions, children: [] };
}

function componentThing(component: RestrictedComponent): Thing {
  const whole = thing("component", component.key, "", component.restricted ? COMPONENT_VERBS : [], component.title, "");
  const children = component.properties.map(({ id, name, title }) => thing("property", component.key, id, PROPERTY_VERBS, title || name, component.title));
  return { ...whole, children };
}

function flowThings({ key, title, flows }: RestrictedComponent, workflows: boolean): Thing[] {
  return flows.filter(({ kind }) => (kind === "workflow") === workflows).map((flow) => thing("flow", key, flow.key, ["execute"], flow.name, title));
}

function stepThings({ key, title, steps }: RestrictedComponent): Thing[] {
  return steps.map((step) => thing("step", key, step.object, ["answer"], step.name, `${title} › ${step.flow}`));
}

function actionThings({ key, title, actions }: RestrictedComponent): Thing[] {
  return actions.map((action) => thing("action", key, action.element, ["execute"], action.name, `${title} › ${action.page}`));
}

function lost(live: readonly Section[], stored: readonly Permission[], titles: ReadonlyMap<string, string>): Thing[] {
  const known = new Set(live.flatMap(({ things }) => things.flatMap((one) => [one, ...one.children])).flatMap(({ permissions }) => permissions.map(keyOf)));
  const found = new Map<string, Permission[]>();
  for (const permission of stored) {
    if (!known.has(keyOf(permission))) found.set(thingOf(permission), [...(found.get(thingOf(permission)) ?? []), permission]);
  }
  return [...found].map(([id, permissions]): Thing => {
    const { kind, component, object } = permissions[0] as Permission;
    const title = component === null ? "" : (titles.get(component) ?? component);
    return { id, kind, label: object || title, hint: object ? title : "", permissions, children: [] };
  });
}

export interface Filter {
  text: string;
  grantedOnly: boolean;
}

/** A component stays when one of its properties does; a component that itself matches keeps all of them. */
export function filtered(sections: readonly Section[], { text, grantedOnly }: Filter, grants: Grants): Section[] {
  const wanted = text.trim().toLocaleLowerCase();
  const matches = (one: Thing): boolean => wanted === "" || `${one.label} ${one.hint}`.toLocaleLowerCase().includes(wanted);
  const isGranted = (one: Thing): boolean => !grantedOnly || one.permissions.some((permission) => grants.has(keyOf(permission)));
  const keep = (one: Thing): Thing[] => {
    const children = one.children.filter((child) => isGranted(child) && (matches(one) || matches(child)));
    return children.length > 0 || (matches(one) && isGranted(one)) ? [{ ...one, children }] : [];
  };
  return sections.map((section) => ({ ...section, things: section.things.flatMap(keep) }));
}

export interface Count {
  granted: number;
  all: number;
}

export function countOf(things: readonly Thing[], grants: Grants): Count {
  const permissions = things.flatMap((one) => [one, ...one.children]).flatMap((one) => one.permissions);
  return { granted: permissions.filter((permission) => grants.has(keyOf(permission))).length, all: permissions.length };
}

/** What is drawn, from top to bottom. */
export type Row =
  | { type: "section"; id: string; section: SectionId; count: Count; expanded: boolean }
  | { type: "thing"; id: string; thing: Thing; level: 2 | 3; expanded: boolean | null; parent: string }
  | { type: "more"; id: string; hidden: number; parent: string };

/** More rows than anybody reads in one section; the filter finds the others. */
export const MOST_THINGS = 200;

/** `open` tells whether the row with this id is expanded. Sections without things are left out. */
export function toRows(sections: readonly Section[], grants: Grants, open: (id: string) => boolean): Row[] {
  return sections
    .filter(({ things }) => things.length > 0)
    .flatMap(({ id, things }): Row[] => {
      const expanded = open(id);
      const head: Row = { type: "section", id, section: id, count: countOf(things, grants), expanded };
      if (!expanded) return [head];
      const shown = things.slice(0, MOST_THINGS).flatMap((one) => thingRows(one, id, open));
      const hidden = things.length - MOST_THINGS;
      return [head, ...shown, ...(hidden > 0 ? [{ type: "more" as const, id: `${id}:more`, hidden, parent: id }] : [])];
    });
}

function thingRows(one: Thing, parent: string, open: (id: string) => boolean): Row[] {
  const expanded = one.children.length > 0 ? open(one.id) : null;
  const row: Row = { type: "thing", id: one.id, thing: one, level: 2, expanded, parent };
  const children = expanded ? one.children.map((child): Row => ({ type: "thing", id: child.id, thing: child, level: 3, expanded: null, parent: one.id })) : [];
  return [row, ...children];
}
