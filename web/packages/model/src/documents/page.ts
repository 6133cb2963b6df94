/** Pages are trees of elements; the page itself is the root element, of kind `page`. */

import type { JsonObject, Uuid } from "./base";

export interface Element {
  readonly id: Uuid;
  /** An id of the component catalogue. */
  readonly kind: string;
  readonly name: string;
  /** Only what differs from the defaults of the kind. */
  readonly settings: JsonObject;
  readonly children: readonly Element[];
}

export const PAGE_KIND = "page";
