import type { Draft } from "immer";

import type { Property } from "../documents";
import { changeType } from "../factories/property";
import type { Command } from "./command";

/** Settings of a property other than its id and its name (see `renameProperty`). */
export type PropertyEdit = { readonly type?: Property["type"] } & Readonly<Record<string, unknown>>;

/** Changes settings. A new type drops the settings of the old one. */
export function editProperty(propertyId: string, edit: PropertyEdit, merge?: string): Command {
  return {
    label: "editProperty",
    ...(merge === undefined ? {} : { merge: `${merge}:${propertyId}` }),
    run: (draft) => {
      const index = draft.properties.findIndex((property) => property.id === propertyId);
      const before = draft.properties[index];
      if (!before) return;
      const { type, ...settings } = edit;
      if (type !== undefined && type !== before.type) {
        draft.properties[index] = changeType(before, type) as Draft<Property>;
      }
      Object.assign(draft.properties[index] as object, settings, { id: before.id, name: before.name });
    },
  };
}
