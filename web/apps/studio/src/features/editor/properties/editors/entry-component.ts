import type { Element } from "@aqtra/model";
import { entryComponent, findElement, TEMPLATE_KINDS } from "@aqtra/model";

import { useComponentDocument } from "../../fields";
import { useDocument } from "../../state";

/** Key of the component whose entry an element is bound to: in the card of a list that of the list. */
export function useEntryComponent(element: Element): string | null {
  const document = useDocument();
  // Behind one list of another component: what its entries refer to stands in its own document.
  const lists = (findElement(document, element.id)?.ancestors ?? []).filter(({ kind }) => TEMPLATE_KINDS.has(kind));
  const outer = lists.at(-2) ?? lists.at(-1);
  const key = outer?.settings["component"];
  const other = useComponentDocument(typeof key === "string" && key !== document.key ? key : null);
  return entryComponent(document, element.id, (wanted) => (other?.key === wanted ? other : undefined));
}
