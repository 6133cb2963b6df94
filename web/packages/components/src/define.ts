/** How a UI component is declared: one folder, one `defineComponent`. */
import type { LucideIcon } from "lucide-react";
import type { ComponentType, ReactNode } from "react";

import type { CommandId } from "./commands";
import type { Element } from "./model";
import type { FieldState, RuntimeApi } from "./runtime-api";
import type { Resolved, SettingSpecs } from "./settings";

/** Groups of the toolbox. */
export type ComponentGroup = "basic" | "advanced" | "layout";

/** What an element may be bound to: model types, and the flagged or collective ones of the catalogue. */
export type BindType =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "datetime"
  | "date"
  | "time"
  | "catalog"
  | "array"
  | "file"
  | "uri"
  | "string_enum"
  | "integer_enum"
  | "component_entries";

export interface ViewProps<Specs extends SettingSpecs = SettingSpecs> {
  readonly node: Element;
  /** Defaults filled in. */
  readonly settings: Resolved<Specs>;
  /** Present for controls that read and write a value. */
  readonly field?: FieldState | undefined;
  /** Rendered children of a container. */
  readonly children?: ReactNode;
  readonly runtime: RuntimeApi;
  /** On the canvas: no data, no focus, placeholders instead. */
  readonly design: boolean;
}

export interface ComponentDefinition<Specs extends SettingSpecs = SettingSpecs> {
  /** Stored in pages; never changes. */
  readonly kind: string;
  /** Raised when stored settings change their meaning. */
  readonly version: number;
  readonly group: ComponentGroup;
  readonly title: string;
  /** One sentence for the toolbox. */
  readonly purpose: string;
  readonly icon: LucideIcon;
  /** Accepts children. */
  readonly container: boolean;
  readonly settings: Specs;
  /** Ids of settings of type script_ref, or names of built-in reactions. */
  readonly events: readonly string[];
  readonly binds: readonly BindType[];
  readonly commands: readonly CommandId[];
  /** Settings that carry a command's parameters, where they differ from the parameter's id. */
  readonly parameterSettings: Readonly<Record<string, string>>;
  /** Settings of a freshly dropped element. */
  readonly dropSettings: Readonly<Record<string, unknown>>;
  /** The view draws background, border and text itself (a button); otherwise its box does. */
  readonly paintsItself: boolean;
  readonly view: ComponentType<ViewProps<Specs>>;
}

type Optional = "container" | "parameterSettings" | "dropSettings" | "paintsItself" | "commands" | "binds";

type Declaration<Specs extends SettingSpecs> = Omit<ComponentDefinition<Specs>, Optional> & Partial<Pick<ComponentDefinition<Specs>, Optional>>;

export function defineComponent<const Specs extends SettingSpecs>(declaration: Declaration<Specs>): ComponentDefinition<Specs> {
  return {
    container: false,
    parameterSettings: {},
    dropSettings: {},
    paintsItself: false,
    commands: [],
    binds: [],
    ...declaration,
  };
}

/** A definition whose settings are not known to the caller: what the catalogue holds. */
export type AnyDefinition = Omit<ComponentDefinition, "view"> & { readonly view: ComponentType<ViewProps> };

/** Forgets the settings type. Sound because a view is only ever given settings resolved by its own definition. */
export function anyDefinition<Specs extends SettingSpecs>(definition: ComponentDefinition<Specs>): AnyDefinition {
  return definition as unknown as AnyDefinition;
}
