/** Changes of a short ordered list. Pure; the list itself stays as it is. */

export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, at) => at !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

export function replaced<Item>(items: readonly Item[], at: number, item: Item): Item[] {
  return items.map((known, index) => (index === at ? item : known));
}

export function without<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, index) => index !== at);
}

export function doubled<Item>(items: readonly Item[], at: number): Item[] {
  return items.flatMap((item, index) => (index === at ? [item, item] : [item]));
}
