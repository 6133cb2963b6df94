import type { CompletionSource } from "@codemirror/autocomplete";
import type { KeyboardEvent } from "react";

import type { CodeLanguage } from "./languages";
import type { CodeScheme } from "./theme";

/** A place in code. Both count from 1, columns in characters. */
export interface CodePlace {
  line: number;
  column: number;
}

export interface CodeEdit {
  from: CodePlace;
  to: CodePlace;
  text: string;
}

/** Something to say about a place of the code, and what mends it. */
export interface CodeRemark extends CodePlace {
  severity: "error" | "warning" | "information";
  message: string;
  fix?: readonly CodeEdit[] | undefined;
}

export interface CodeEditorProps {
  value: string;
  onChange?: ((text: string) => void) | undefined;
  language: CodeLanguage;
  /** Without it, that of the page around. */
  scheme?: CodeScheme | undefined;
  id?: string | undefined;
  /** Its name for screen readers, or the id of what names it. */
  label?: string | undefined;
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  readOnly?: boolean | undefined;
  required?: boolean | undefined;
  invalid?: boolean | undefined;
  tabIndex?: number | undefined;
  /** Kept on the focusable element; how a form finds its field. */
  dataField?: string | undefined;
  /** CSS height; without it the editor grows with the code between these numbers of lines. */
  height?: string | undefined;
  minLines?: number | undefined;
  maxLines?: number | undefined;
  /** Goes to this line, counted from 1, whenever it is another one. */
  line?: number | null | undefined;
  /** Shown beside their lines and under the code they are about. */
  remarks?: readonly CodeRemark[] | undefined;
  /** What may be written at a place; asked for with Ctrl+Space, on macOS with Option+Space. */
  completions?: CompletionSource | undefined;
  /** In a dialog that was opened for it. */
  takesFocus?: boolean | undefined;
  onFocus?: (() => void) | undefined;
  /** Focus left the editor, its search panel included. */
  onBlur?: (() => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  onKeyUp?: ((event: KeyboardEvent) => void) | undefined;
}
