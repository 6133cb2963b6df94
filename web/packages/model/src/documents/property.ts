/** Properties of the object model: eleven types, each with its own rules. */

import type { ShortId, Uuid } from "./base";

export interface EnumValue {
  readonly value: string | number;
  readonly title: string;
}

export interface BaseProperty {
  /** Names the column and never changes; `name` may. */
  readonly id: ShortId;
  readonly name: string;
  readonly title: string;
  readonly required: boolean;
  readonly primary_key: boolean;
  readonly query: boolean;
  readonly virtual: boolean;
  /** Only who has a role that names the property reads or changes it. */
  readonly restrict_access: boolean;
  /** The database keeps values that it cannot read; they are found by equality only. */
  readonly encrypted: boolean;
}

export interface StringProperty extends BaseProperty {
  readonly type: "string";
  readonly enum: readonly EnumValue[] | null;
  readonly min_length: number | null;
  readonly max_length: number | null;
}

export interface IntegerProperty extends BaseProperty {
  readonly type: "integer";
  readonly enum: readonly EnumValue[] | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** Limits are exact decimals and therefore text. */
export interface NumberProperty extends BaseProperty {
  readonly type: "number";
  readonly minimum: string | null;
  readonly maximum: string | null;
}

export interface BooleanProperty extends BaseProperty {
  readonly type: "boolean";
}

export interface DateTimeProperty extends BaseProperty {
  readonly type: "datetime";
  /** ISO 8601 with offset. */
  readonly min_date: string | null;
  readonly max_date: string | null;
}

export interface DateProperty extends BaseProperty {
  readonly type: "date";
  readonly min_date: string | null;
  readonly max_date: string | null;
}

export interface TimeProperty extends BaseProperty {
  readonly type: "time";
  readonly min_time: string | null;
  readonly max_time: string | null;
}

export interface CatalogProperty extends BaseProperty {
  readonly type: "catalog";
  readonly component: Uuid | null;
}

/** What an array of values may hold. */
export const ITEM_TYPES = ["string", "integer", "number", "boolean", "date", "time", "datetime", "uri"] as const;

export type ItemType = (typeof ITEM_TYPES)[number];

/** A list in order: references to entries of `component`, or values of the type `items`. */
export interface ArrayProperty extends BaseProperty {
  readonly type: "array";
  readonly component: Uuid | null;
  readonly items: ItemType | null;
}

export interface FileProperty extends BaseProperty {
  readonly type: "file";
  /** Comma-separated extensions and MIME patterns. */
  readonly file_types: string;
  readonly max_file_size: number | null;
}

export interface UriProperty extends BaseProperty {
  readonly type: "uri";
}

export type Property =
  | StringProperty
  | IntegerProperty
  | NumberProperty
  | BooleanProperty
  | DateTimeProperty
  | DateProperty
  | TimeProperty
  | CatalogProperty
  | ArrayProperty
  | FileProperty
  | UriProperty;

export type PropertyType = Property["type"];

export const PROPERTY_TYPES: readonly PropertyType[] = [
  "string", "integer", "number", "boolean", "datetime", "date", "time", "catalog", "array", "file", "uri",
];
