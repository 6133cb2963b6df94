/** Names that a script may use of what surrounds it. Pure. */

import { definitionOf } from "@aqtra/components";
import { walk } from "@aqtra/model";
import type { ComponentDocument } from "@aqtra/model";

/** Something with a name for people that code knows by its id. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ScriptNames {
  readonly properties: readonly Named[];
  /** Controls with their settings, as scripts call them. */
  readonly controls: readonly (Named & { readonly settings: readonly string[] })[];
  readonly pages: readonly Named[];
  readonly flows: readonly Named[];
  readonly components: readonly Named[];
  /** Paths of the item, where there is one. */
  readonly fields: readonly { readonly path: string; readonly type: string }[];
}

export function namesOf(document: ComponentDocument): Omit<ScriptNames, "components" | "fields"> {
  return {
    properties: document.properties.map(({ name, title }) => ({ id: name, name: title })),
    controls: document.pages.flatMap((page) => [...walk(page)]).map(({ id, name, kind }) => ({ id, name, settings: settingsOf(kind) })),
    pages: document.pages.map(({ id, name }) => ({ id, name })),
    flows: document.flows.filter(({ kind }) => kind !== "workflow").map(({ key, name }) => ({ id: key, name })),
  };
}

function settingsOf(kind: string): string[] {
  return Object.keys(definitionOf(kind)?.settings ?? {}).map((name) =>
    name
      .split("_")
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join(""),
  );
}
