/** A form as scripts are told of it. Pure. */
import { definitionOf, type Element } from "@aqtra/components";
import type { FormAbout, FormView } from "@aqtra/scripting";

import type { Definition } from "../definition";
import type { FormState } from "../form/slice";

/** Width from which on a device is no telephone, whatever points at it. */
const DESK = 1200;

export function aboutForm(definition: Definition, user: FormAbout["user"]): FormAbout {
  const controls = definition.pages.flatMap(walk);
  const kinds = [...new Set(controls.map(({ kind }) => kind))];
  return {
    component: definition.key,
    properties: definition.properties.map(({ name, type }) => ({ name, type })),
    controls: controls.map(({ id, name, kind, settings }) => ({ id, name, kind, settings })),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, settingsOf(kind)])),
    user,
  };
}

function settingsOf(kind: string): FormAbout["kinds"][string] {
  const settings = definitionOf(kind)?.settings ?? {};
  return Object.fromEntries(Object.entries(settings).map(([name, { type, default: value }]) => [name, { type, default: value }]));
}

/** Every element, those in cards included. */
export function walk(element: Element): Element[] {
  return [element, ...element.children.flatMap(walk)];
}

export function viewOf(form: FormState, device: FormView["device"]): FormView {
  return { head: form.head, values: form.values, controls: form.controls, errors: {}, device };
}

export function deviceNow(): FormView["device"] {
  const touched = typeof window.matchMedia === "function" && window.matchMedia("(hover: none) and (pointer: coarse)").matches;
  return { width: window.innerWidth, mobile: touched && window.innerWidth < DESK };
}
