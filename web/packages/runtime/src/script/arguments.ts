/** What functions are given for each event. */
import { type CardOrigin, collectionComponent, type Element, type Entry, type KeyPress, type ListHandle } from "@aqtra/components";

type Types = Readonly<Record<string, string>>;

export interface ArgumentSources {
  /** Types of the properties of a component, as far as it is known. */
  readonly types: (component: string | undefined) => Types;
  /** A number that stands for a list. */
  readonly handle: (list: ListHandle) => number;
  /** Form of the page: what is of another one stands in a card. */
  readonly form: string;
}

/** An element as functions get it: in a card it knows its entry. */
export function senderOf(element: Element, card: CardOrigin | undefined, { types }: Pick<ArgumentSources, "types">) {
  return { $control: element.id, ...(card && { card: card.form, entry: card.entry, types: types(card.component) }) };
}

/** In cards the entry of the card comes last. */
export function argumentsOf(element: Element, event: string, details: readonly unknown[], card: CardOrigin | undefined, sources: ArgumentSources): unknown[] {
  const entry = card ? [{ $entry: card.entry, types: sources.types(card.component) }] : [];
  return [...ownArguments(element, event, details, card, sources), ...entry];
}

function ownArguments(element: Element, event: string, details: readonly unknown[], card: CardOrigin | undefined, sources: ArgumentSources): unknown[] {
  const sender = senderOf(element, card, sources);
  const types = () => sources.types(collectionComponent(element));
  switch (event) {
    case "on_drop": {
      const [target, source, entry, ...indexes] = details as [ListHandle, ListHandle, Entry, number, number];
      return [listOf(target, sources), listOf(source, sources), { $entry: entry, types: types() }, ...indexes];
    }
    case "on_datasource_loaded":
    case "on_rows_selected":
      return [sender, { $entries: details[0], types: types() }];
    case "on_item_selected":
      return isEntry(details[0]) ? [{ ...sender, entry: details[0], types: types() }, { $entry: details[0], types: types() }] : [sender, details[0] ?? null];
    case "on_value_changed":
      return [sender, details[1] ?? null];
    case "on_key_down":
    case "on_key_up":
      return [sender, { $keys: details[0] as KeyPress }];
    case "on_table_changed":
      return [sender, { $table: details[0] }];
    default:
      return [sender, ...details];
  }
}

function listOf(list: ListHandle, { handle, form }: ArgumentSources) {
  const rules = list.element.settings.dynamic_filters as readonly { field: string }[] | undefined;
  const filters = Object.fromEntries((rules ?? []).map(({ field }) => [field, list.filterValue(field)]));
  const card = list.scope === form ? {} : { card: list.scope };
  return { $control: list.element.id, handle: handle(list), filters, ...card };
}

/** The value of a group is text, a number or a reference. */
function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && "data" in value;
}
