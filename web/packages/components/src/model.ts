/** Shapes of the documents and entries this package draws. */
import type { Element, EnumValue, LocalizedText, PropertyType } from "@aqtra/model";

export type { Element, EnumValue, LocalizedText, PropertyType };

/**
 * A property of the object model, or a system field in the same shape. Every member of the union in
 * `@aqtra/model` fits; views read rules without asking for the type first.
 */
export interface FieldProperty {
  readonly id?: string;
  readonly name: string;
  readonly title: string;
  readonly type: PropertyType;
  readonly required?: boolean;
  readonly virtual?: boolean;
  /** Found by equality only: the server cannot sort or search it. */
  readonly encrypted?: boolean;
  readonly enum?: readonly EnumValue[] | null;
  readonly min_length?: number | null;
  readonly max_length?: number | null;
  /** Exact decimal text for `number`. */
  readonly minimum?: string | number | null;
  readonly maximum?: string | number | null;
  readonly min_date?: string | null;
  readonly max_date?: string | null;
  readonly min_time?: string | null;
  readonly max_time?: string | null;
  /** Of a file: comma-separated extensions and MIME patterns. */
  readonly file_types?: string | null;
  readonly max_file_size?: number | null;
  readonly component?: string | null;
  /** Type of the values of an array of values; without it an array holds references. */
  readonly items?: PropertyType | null;
  /** Title of that component: the first word for entries without a name. */
  readonly component_title?: string | undefined;
}

/** A referenced entry as `$expand` delivers it. */
export interface Reference {
  readonly id: number;
  readonly name?: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One stored entry: system fields at the root, properties under `data`. */
export interface Entry {
  readonly id: number;
  readonly name?: string | null;
  readonly createdDate?: string | null;
  readonly updateDate?: string | null;
  readonly creatorSubject?: number | Reference | null;
  readonly changeAuthor?: number | Reference | null;
  readonly version?: number;
  readonly data: Readonly<Record<string, unknown>>;
}
