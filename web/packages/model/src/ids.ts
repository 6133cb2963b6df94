/** New identifiers. Injected, so that tests can name what they make. */

import type { ShortId, Uuid } from "./documents";

export interface IdSource {
  uuid(): Uuid;
  /** Eight lowercase hexadecimal digits. */
  short(): ShortId;
}

const SHORT_ID_BYTES = 4;

export const randomIds: IdSource = {
  uuid: () => crypto.randomUUID(),
  short: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(SHORT_ID_BYTES)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join(""),
};
