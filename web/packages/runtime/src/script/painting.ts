/** Parts of grids that a function is asked to style, all in one message. */
import { type CardOrigin, collectionComponent, type Element } from "@aqtra/components";
import type { GridPart, Painting } from "@aqtra/scripting";

import { type ArgumentSources, senderOf } from "./arguments";

const PARTS: Readonly<Record<string, GridPart>> = { on_header_changed: "header", on_row_changed: "row", on_cell_changed: "cell" };

/** Undefined for any other event. */
export function paintingOf(element: Element, event: string, details: readonly unknown[], card: CardOrigin | undefined, sources: ArgumentSources): Painting | undefined {
  const part = PARTS[event];
  if (!part) return undefined;
  const [first, second] = details as readonly (readonly unknown[] | undefined)[];
  return {
    sender: senderOf(element, card, sources),
    part,
    rows: part === "header" ? [] : (first ?? []),
    columns: (part === "header" ? first : second) ?? [],
    types: sources.types(collectionComponent(element)),
  };
}
