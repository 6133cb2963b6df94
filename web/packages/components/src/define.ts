/** How a UI component is declared: one folder, one `defineComponent`. */
import type { LucideIcon } from "lucide-react";
import type { ComponentType, ReactNode } from "react";

import type { CommandId } from "./commands";
import type { Element, Entry } from "./model";
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

/**
 * What an element may hold: nothing; elements in a row or column; panels that its view arranges (tabs,
 * cells, slides); or elements that are drawn once for each entry (the card of a list).
 */
export type Holds = "nothing" | "elements" | "panels" | "template";

/** A panel inside an element that arranges panels. */
export interface PanelSlot {
  readonly id: string;
  readonly name: string;
  /** Costs nothing until it is rendered: what is not shown needs no data. */
  readonly content: ReactNode;
}

export interface ViewProps<Specs extends SettingSpecs = SettingSpecs> {
  readonly node: Element;
  /** Defaults filled in. */
  readonly settings: Resolved<Specs>;
  /** Present for controls that read and write a value. */
  readonly field?: FieldState | undefined;
  /** Rendered children where `holds` is `elements`, and on the canvas those of a template. */
  readonly children?: ReactNode;
  /** The children where `holds` is `panels`, in their order. */
  readonly panels?: readonly PanelSlot[] | undefined;
  /** Draws the children for one entry where `holds` is `template`; not there on the canvas. */
  readonly renderItem?: ((entry: Entry) => ReactNode) | undefined;
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
  readonly holds: Holds;
  readonly settings: Specs;
  /** Ids of settings of type script_ref, or names of built-in reactions. */
  readonly events: readonly string[];
  readonly binds: readonly BindType[];
  readonly commands: readonly CommandId[];
  /** Settings that carry a command's parameters, where they differ from the parameter's id. */
  readonly parameterSettings: Readonly<Record<string, string>>;
  /** Settings of a freshly dropped element. */
  readonly dropSettings: Readonly<Record<string, unknown>>;
  /**
   * Where `holds` is `panels`: the settings that say how many there are, a list by its length, several numbers by their
   * product. None: the children alone count.
   */
  readonly panelCount: readonly string[];
  /** Where `holds` is `panels`: whether readers can come to the one at an index. What stands in others is not checked. */
  readonly offersPanel: (settings: Readonly<Record<string, unknown>>, index: number) => boolean;
  /** The view draws background, border and text itself (a button); otherwise its box does. */
  readonly paintsItself: boolean;
  /** Its view is as wide as it is told to be: with Grow off in a row it keeps a width, or nothing would be left of it. */
  readonly contained: boolean;
  /** Its value is entered here, so the rules of the property are checked here: every field, unless said otherwise. */
  readonly writes: boolean;
  readonly view: ComponentType<ViewProps<Specs>>;
}

type Optional = "holds" | "panelCount" | "offersPanel" | "parameterSettings" | "dropSettings" | "paintsItself" | "contained" | "writes" | "commands" | "binds";

type Declaration<Specs extends SettingSpecs> = Omit<ComponentDefinition<Specs>, Optional> & Partial<Pick<ComponentDefinition<Specs>, Optional>>;

export function defineComponent<const Specs extends SettingSpecs>(declaration: Declaration<Specs>): ComponentDefinition<Specs> {
  return {
    holds: "nothing",
    panelCount: [],
    offersPanel: () => true,
    parameterSettings: {},
    dropSettings: {},
    paintsItself: false,
    contained: false,
    writes: "required" in declaration.settings,
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
