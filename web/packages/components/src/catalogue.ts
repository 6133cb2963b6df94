/** Every UI component of the library, in the order of the toolbox. */
import { button } from "./button";
import { charts } from "./charts";
import { checkbox } from "./checkbox";
import { codeEditor } from "./code_editor";
import { dataGrid } from "./data_grid";
import { dateTime } from "./date_time";
import { day } from "./day";
import { type AnyDefinition, anyDefinition } from "./define";
import { file } from "./file";
import { grid } from "./grid";
import { html } from "./html";
import { hyperlink } from "./hyperlink";
import { image } from "./image";
import { label } from "./label";
import { listView } from "./list_view";
import { multiselect } from "./multiselect";
import { number } from "./number";
import { page } from "./page";
import { panel } from "./panel";
import { password } from "./password";
import { pdfViewer } from "./pdf_viewer";
import { phoneNumber } from "./phone_number";
import { pivotGrid } from "./pivot_grid";
import { progressBar } from "./progress_bar";
import { radioButton } from "./radio_button";
import { select } from "./select";
import { signature } from "./signature";
import { slider } from "./slider";
import { svg } from "./svg";
import { switchToggle } from "./switch";
import { tabControl } from "./tab_control";
import { textArea } from "./text_area";
import { textField } from "./text_field";
import { time } from "./time";
import { treeView } from "./tree_view";
import { wysiwygEditor } from "./wysiwyg_editor";

export const catalogue: readonly AnyDefinition[] = [
  anyDefinition(label),
  anyDefinition(textField),
  anyDefinition(password),
  anyDefinition(textArea),
  anyDefinition(codeEditor),
  anyDefinition(wysiwygEditor),
  anyDefinition(phoneNumber),
  anyDefinition(hyperlink),
  anyDefinition(html),
  anyDefinition(svg),
  anyDefinition(image),
  anyDefinition(pdfViewer),
  anyDefinition(file),
  anyDefinition(number),
  anyDefinition(checkbox),
  anyDefinition(select),
  anyDefinition(multiselect),
  anyDefinition(switchToggle),
  anyDefinition(button),
  anyDefinition(radioButton),
  anyDefinition(dateTime),
  anyDefinition(day),
  anyDefinition(time),
  anyDefinition(dataGrid),
  anyDefinition(pivotGrid),
  anyDefinition(tabControl),
  anyDefinition(listView),
  anyDefinition(treeView),
  anyDefinition(slider),
  anyDefinition(signature),
  anyDefinition(charts),
  anyDefinition(progressBar),
  anyDefinition(page),
  anyDefinition(panel),
  anyDefinition(grid),
];

const byKind = new Map(catalogue.map((definition) => [definition.kind, definition]));

export function definitionOf(kind: string): AnyDefinition | undefined {
  return byKind.get(kind);
}
