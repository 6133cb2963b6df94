/** Every UI component of the library, in the order of the toolbox. */
import { button } from "./button";
import { checkbox } from "./checkbox";
import { dataGrid } from "./data_grid";
import { dateTime } from "./date_time";
import { type AnyDefinition, anyDefinition } from "./define";
import { label } from "./label";
import { number } from "./number";
import { page } from "./page";
import { panel } from "./panel";
import { select } from "./select";
import { textField } from "./text_field";

export const catalogue: readonly AnyDefinition[] = [
  anyDefinition(label),
  anyDefinition(textField),
  anyDefinition(number),
  anyDefinition(checkbox),
  anyDefinition(select),
  anyDefinition(button),
  anyDefinition(dateTime),
  anyDefinition(dataGrid),
  anyDefinition(page),
  anyDefinition(panel),
];

const byKind = new Map(catalogue.map((definition) => [definition.kind, definition]));

export function definitionOf(kind: string): AnyDefinition | undefined {
  return byKind.get(kind);
}
