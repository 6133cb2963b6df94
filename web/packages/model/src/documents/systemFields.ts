/** Fields every entry has; they cannot be edited or deleted. */

import type { Uuid } from "./base";
import type { PropertyType } from "./property";

export interface SystemField {
  readonly name: string;
  readonly type: PropertyType;
  readonly title: string;
  /** Accepted wherever `name` is. */
  readonly aliases: readonly string[];
}

/** The built-in User info component that creator and changer refer to. */
export const USER_INFO_COMPONENT: Uuid = "00000000-0000-4000-8000-000000000001";

export const SYSTEM_FIELDS: readonly SystemField[] = [
  { name: "id", type: "integer", title: "ID", aliases: [] },
  { name: "name", type: "string", title: "Name", aliases: [] },
  { name: "createdDate", type: "datetime", title: "Created", aliases: ["createDate"] },
  { name: "updateDate", type: "datetime", title: "Updated", aliases: [] },
  { name: "creatorSubject", type: "catalog", title: "Creator", aliases: [] },
  { name: "changeAuthor", type: "catalog", title: "Change author", aliases: ["updateSubject"] },
];

/** Names a property may not take, aliases and the `data` member included. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "data",
  ...SYSTEM_FIELDS.flatMap((field) => [field.name, ...field.aliases]),
]);
