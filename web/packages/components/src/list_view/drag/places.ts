/** Where a dragged card would land, read from the lists as they are drawn. */
import type { DropList, Place } from "./lists";

export const LIST = "data-drop-list";
export const CARD = "data-card";
export const DRAGGED = "data-dragged";

/** Boxes of the cards of a list, those of lists inside its cards not among them. */
export function cardsOf(list: DropList): HTMLElement[] {
  return [...list.root.querySelectorAll<HTMLElement>(`[${CARD}]`)].filter((card) => card.closest(`[${LIST}]`) === list.root);
}

function othersThan(list: DropList, dragged: number): HTMLElement[] {
  return cardsOf(list).filter((card) => card.getAttribute(CARD) !== String(dragged));
}

/** The place under a point; null where no list would take the card. */
export function placeAt(partners: readonly DropList[], x: number, y: number, dragged: number): Place | null {
  const stack = document.elementsFromPoint(x, y);
  // What lies inside the dragged card is no place for it.
  // A card around the lists may be of an entry with the same number, of another component.
  const itself = `[${DRAGGED}][${CARD}="${dragged}"]`;
  const own = stack.find((node) => node.closest(itself))?.closest(itself);
  for (const node of stack) {
    const root = node.closest(`[${LIST}]`);
    const list = partners.find((candidate) => candidate.root === root);
    if (list && !own?.contains(list.root)) return { list, index: indexAt(list, x, y, dragged) };
  }
  return null;
}

function indexAt(list: DropList, x: number, y: number, dragged: number): number {
  const boxes = othersThan(list, dragged).map((card) => card.getBoundingClientRect());
  const distances = boxes.map((box) => Math.hypot(outside(x, box.left, box.right), outside(y, box.top, box.bottom)));
  const nearest = distances.indexOf(Math.min(...distances));
  const box = boxes[nearest];
  if (!box) return 0;
  const rightToLeft = getComputedStyle(list.root).direction === "rtl";
  const before = list.sideways ? x < box.left + box.width / 2 !== rightToLeft : y < box.top + box.height / 2;
  return before ? nearest : nearest + 1;
}

function outside(value: number, low: number, high: number): number {
  return Math.max(low - value, 0, value - high);
}

const STEPS: Readonly<Record<string, { along: "x" | "y"; by: 1 | -1 }>> = {
  ArrowDown: { along: "y", by: 1 },
  ArrowUp: { along: "y", by: -1 },
  ArrowRight: { along: "x", by: 1 },
  ArrowLeft: { along: "x", by: -1 },
};

/**
 * The place an arrow key leads to: along the list its next place, across it the same place of the next list. At
 * the end of a list, on to the next one. Undefined for other keys; the present place where there is none further.
 */
export function placeByKey(code: string, partners: readonly DropList[], { list, index }: Place, dragged: number): Place | undefined {
  const step = STEPS[code];
  if (!step) return undefined;
  const mirrored = step.along === "x" && getComputedStyle(list.root).direction === "rtl";
  const by = mirrored ? -step.by : step.by;
  const last = othersThan(list, dragged).length;
  const isAlong = (step.along === "x") === list.sideways;
  if (isAlong && index + by >= 0 && index + by <= last) return { list, index: index + by };
  const next = partners[partners.findIndex(({ handle }) => handle === list.handle) + by];
  if (!next) return { list, index };
  const end = othersThan(next, dragged).length;
  if (!isAlong) return { list: next, index: Math.min(index, end) };
  return { list: next, index: by > 0 ? 0 : end };
}

/** A point of a place, for the library that moves the picture of the card there. */
export function pointOf({ list, index }: Place, dragged: number): { x: number; y: number } {
  const cards = othersThan(list, dragged);
  const box = (cards[index] ?? cards.at(-1) ?? list.root).getBoundingClientRect();
  return { x: box.left, y: cards[index] || cards.length === 0 ? box.top : box.bottom };
}
