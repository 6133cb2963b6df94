/** Edits of ordered lists that several commands share. */

export function insertAt<Item>(list: Item[], index: number | undefined, item: Item): void {
  list.splice(clamp(index ?? list.length, list.length), 0, item);
}

/** Moves the item at `from` so that it stands at `to` in the resulting list. */
export function moveWithin<Item>(list: Item[], from: number, to: number): void {
  const target = clamp(to, list.length - 1);
  if (from < 0 || from >= list.length || from === target) return;
  const [item] = list.splice(from, 1);
  if (item !== undefined) list.splice(target, 0, item);
}

export function removeWhere<Item>(list: Item[], match: (item: Item) => boolean): void {
  const index = list.findIndex(match);
  if (index >= 0) list.splice(index, 1);
}

function clamp(index: number, highest: number): number {
  return Math.max(0, Math.min(index, highest));
}
