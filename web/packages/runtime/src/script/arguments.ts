/** What functions are given for each event. */
import { collectionComponent, type Element, type Entry, type ListHandle } from "@aqtra/components";

export interface ArgumentSources {
  /** Types of the properties of a component, as far as it is known. */
  readonly types: (component: string | undefined) => Readonly<Record<string, string>>;
  /** A number that stands for a list. */
  readonly handle: (list: ListHandle) => number;
}

export function argumentsOf(element: Element, event: string, details: readonly unknown[], sources: ArgumentSources): unknown[] {
  const sender = { $control: element.id };
  const types = () => sources.types(collectionComponent(element));
  switch (event) {
    case "on_drop": {
      const [target, source, entry, ...indexes] = details as [ListHandle, ListHandle, Entry, number, number];
      return [listOf(target, sources), listOf(source, sources), { $entry: entry, types: types() }, ...indexes];
    }
    case "on_datasource_loaded":
    case "on_rows_selected":
      return [sender, { $entries: details[0], types: types() }];
    case "on_row_changed":
    case "on_cell_changed":
      return [sender, { $entry: details[0], types: types() }, ...details.slice(1)];
    case "on_value_changed":
      return [sender, details[1] ?? null];
    case "on_key_down":
    case "on_key_up":
      return [sender, { $keys: { key: details[0], ...(details[1] as object | undefined) } }];
    default:
      return [sender, ...details];
  }
}

function listOf(list: ListHandle, { handle }: ArgumentSources) {
  const rules = list.element.settings.dynamic_filters as readonly { field: string }[] | undefined;
  const filters = Object.fromEntries((rules ?? []).map(({ field }) => [field, list.filterValue(field)]));
  return { $control: list.element.id, handle: handle(list), filters };
}
