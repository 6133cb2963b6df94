/** Questions about the menu. Pure. */
import type { OpenMenuItem } from "@aqtra/api";

export type LabelOf = (item: OpenMenuItem) => string;

/** Items whose label contains the text, with the groups they are in; groups that match keep all of theirs. */
export function filterMenu(items: readonly OpenMenuItem[], text: string, label: LabelOf, locale: string): readonly OpenMenuItem[] {
  const wanted = text.trim().toLocaleLowerCase(locale);
  if (wanted === "") return items;
  return items.flatMap((item) => {
    if (label(item).toLocaleLowerCase(locale).includes(wanted)) return [item];
    const children = filterMenu(item.children ?? [], text, label, locale);
    return children.length > 0 ? [{ ...item, component: null, children: [...children] }] : [];
  });
}

/** The way from the root to the item of a page; an item of the same component is the next best. */
export function trailTo(items: readonly OpenMenuItem[], component: string, page: string): readonly OpenMenuItem[] {
  const exact = findTrail(items, (item) => item.component === component && item.page === page);
  return exact ?? findTrail(items, (item) => item.component === component) ?? [];
}

function findTrail(items: readonly OpenMenuItem[], matches: (item: OpenMenuItem) => boolean): readonly OpenMenuItem[] | undefined {
  for (const item of items) {
    if (matches(item)) return [item];
    const below = findTrail(item.children ?? [], matches);
    if (below) return [item, ...below];
  }
  return undefined;
}
