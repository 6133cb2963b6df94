/** Published definitions as clients receive them, and questions about them. */
import type { Element, FieldProperty, LocalizedText } from "@aqtra/components";
import { SYSTEM_FIELDS, USER_INFO_COMPONENT } from "@aqtra/model";

export interface FlowName {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
}

export interface Definition {
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly access_mode: string;
  readonly properties: readonly FieldProperty[];
  readonly pages: readonly Element[];
  readonly flows: readonly FlowName[];
  /** Absent in what was published before there were scripts. */
  readonly script?: string;
  /** Sources of the shared modules that it imports, by name. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Conditions of elements as trees, by their text. Absent in what was published before there were any. */
  readonly expressions?: Readonly<Record<string, readonly unknown[]>>;
}

const systemProperties: ReadonlyMap<string, FieldProperty> = new Map(
  SYSTEM_FIELDS.flatMap(({ name, aliases, type, title }) => {
    const property: FieldProperty = { name, title, type, component: type === "catalog" ? USER_INFO_COMPONENT : null };
    return [name, ...aliases].map((alias) => [alias, property] as const);
  }),
);

/** `data.supplier.name` → `["supplier", "name"]`: `data` is where properties live and needs no saying. */
export function pathSteps(path: string): string[] {
  return path.split(/[./]/).filter((step, index, steps) => step !== "data" || index === steps.length - 1);
}

export function ownProperty(definition: Definition | undefined, name: string): FieldProperty | undefined {
  return definition?.properties.find((property) => property.name === name) ?? systemProperties.get(name);
}

export interface Resolution {
  property?: FieldProperty;
  /** A definition that must be known before the path can be followed to its end. */
  missing?: string;
}

/** Follows a path from a component through its references. */
export function resolvePath(component: string, path: string, definitions: (key: string) => Definition | undefined): Resolution {
  let key = component;
  const steps = pathSteps(path);
  for (const [index, step] of steps.entries()) {
    const definition = definitions(key);
    if (!definition) return systemProperties.has(step) && index === steps.length - 1 ? { property: systemProperties.get(step) } : { missing: key };
    const property = ownProperty(definition, step);
    if (!property || index === steps.length - 1) return { property };
    if (!property.component) return {};
    key = property.component;
  }
  return {};
}

/** The named page, otherwise the first one: the default view and record form. */
export function pageOf(definition: Definition, page: string | null | undefined): Element | undefined {
  return definition.pages.find((candidate) => candidate.id === page) ?? definition.pages[0];
}

export function pageTitle(page: Element, text: (value: LocalizedText | null | undefined) => string): string {
  return text(page.settings.title as LocalizedText | undefined) || page.name;
}
