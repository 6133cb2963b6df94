/** What the editor can do, and how it presents itself; both follow the properties of the React component. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  rectangularSelection,
} from "@codemirror/view";

import { indentOf } from "./languages";
import type { CodeEditorProps } from "./props";
import { type CodeScheme, codeTheme } from "./theme";

/** On the editor once Esc was pressed in it: Tab leaves instead of indenting, until it is entered again. */
const LEAVING = "data-leaving";

const isLeaving = (view: EditorView): boolean => view.dom.hasAttribute(LEAVING);

function leaveOnEscape(view: EditorView): boolean {
  if (view.state.readOnly || isLeaving(view)) return false;
  view.dom.setAttribute(LEAVING, "");
  return true;
}

const left = EditorView.domEventHandlers({
  blur: (_, view) => {
    view.dom.removeAttribute(LEAVING);
  },
});

export const BASIC: Extension = [
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  highlightSelectionMatches(),
  history(),
  drawSelection(),
  dropCursor(),
  rectangularSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  search({ top: true }),
  EditorState.allowMultipleSelections.of(true),
  left,
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
  keymap.of([{ key: "Tab", run: (view) => !isLeaving(view) && indentMore(view), shift: (view) => !isLeaving(view) && indentLess(view) }]),
  // The last to be asked: Esc first closes what is open, and means no more than leaving to what lies around.
  keymap.of([{ key: "Escape", run: leaveOnEscape, stopPropagation: true }]),
];

/** What may change while the editor is shown. */
export function presented(props: CodeEditorProps, scheme: CodeScheme, words: Record<string, string>, hintId: string | undefined): Extension {
  const describedBy = [props.describedBy, hintId].filter(Boolean).join(" ");
  return [
    codeTheme(scheme),
    EditorState.phrases.of(words),
    EditorState.readOnly.of(props.disabled === true || props.readOnly === true),
    EditorView.editable.of(props.disabled !== true),
    indentUnit.of(indentOf(props.language)),
    props.language === "plain_text" || props.language === "markdown" ? EditorView.lineWrapping : [],
    props.placeholder ? placeholder(props.placeholder) : [],
    EditorView.contentAttributes.of({
      ...given("id", props.id),
      ...given("aria-label", props.labelledBy ? undefined : props.label),
      ...given("aria-labelledby", props.labelledBy),
      ...given("aria-describedby", describedBy || undefined),
      ...given("aria-required", props.required ? "true" : undefined),
      ...given("aria-invalid", props.invalid ? "true" : undefined),
      ...given("aria-disabled", props.disabled ? "true" : undefined),
      ...given("data-field", props.dataField),
      tabindex: String(props.disabled ? -1 : (props.tabIndex ?? 0)),
      autocapitalize: "off",
    }),
  ];
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
