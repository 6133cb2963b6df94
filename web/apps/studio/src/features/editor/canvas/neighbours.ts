/** Which element the arrow keys go to. */

import type { ComponentDocument } from "@aqtra/model";
import { findElement, walk } from "@aqtra/model";

/** Up and down go through siblings, left to the parent, right to the first child; without a sibling, on in reading order. */
export function neighbour(document: ComponentDocument, page: string, selection: string | null, key: string): string | null {
  const root = document.pages.find(({ id }) => id === page);
  if (!root) return null;
  if (!selection) return root.id;
  const located = findElement(document, selection);
  if (!located) return root.id;
  const parent = located.ancestors.at(-1);
  if (key === "ArrowLeft") return parent?.id ?? null;
  if (key === "ArrowRight") return located.element.children[0]?.id ?? null;
  const step = key === "ArrowUp" ? -1 : 1;
  const sibling = parent?.children[located.index + step];
  if (sibling) return sibling.id;
  const line = [...walk(root)];
  return line[line.findIndex(({ id }) => id === selection) + step]?.id ?? null;
}
