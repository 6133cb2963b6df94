/** What all documents share. Shapes mirror `aqtra.metadata.documents` member by member. */

export type Uuid = string;
/** `[A-Za-z0-9_-]{1,40}`: properties, stages and steps are named by one inside their document. */
export type ShortId = string;

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

/** The key wins when the current locale has it, otherwise the value is shown. */
export interface LocalizedText {
  readonly translation_key: string;
  readonly translation_value: string;
}

export const IDENTIFIER_PATTERN = /^[A-Za-z][A-Za-z0-9_]*$/;
/** The server keeps room for generated suffixes within PostgreSQL's 63 bytes. */
export const IDENTIFIER_LENGTH = 50;
