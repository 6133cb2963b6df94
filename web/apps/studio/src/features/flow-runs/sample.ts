/** An input to begin with. Pure. */

import type { ComponentDocument } from "@aqtra/model";

/** The model of a new entry, with every property that a form could fill. */
export function sampleInput(document: ComponentDocument): string {
  const data = Object.fromEntries(document.properties.map((property) => [property.name, null]));
  return JSON.stringify({ id: 0, data }, null, 2);
}

/** Why a text is no JSON; null when it is. */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
