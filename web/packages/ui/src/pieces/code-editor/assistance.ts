/** What helps with writing: remarks about the code with their fixes, and completion. */
import { autocompletion, type CompletionSource, startCompletion } from "@codemirror/autocomplete";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";

import type { CodeEdit, CodePlace, CodeRemark } from "./props";

const SEVERITY = { error: "error", warning: "warning", information: "info" } as const;

/** For an editor that gets remarks. */
export const REMARKED: Extension = [lintGutter(), keymap.of([...lintKeymap])];

export function completing(source: CompletionSource): Extension {
  return [
    autocompletion({ override: [source], activateOnTyping: false, icons: false }),
    keymap.of([{ key: "Ctrl-Space", mac: "Alt-Space", run: startCompletion }]),
  ];
}

/** Shows the remarks in place of earlier ones. A text that has changed since may lack their places: those move to its end. */
export function showRemarks(view: EditorView, remarks: readonly CodeRemark[], fixName: string): void {
  const { doc } = view.state;
  view.dispatch(setDiagnostics(view.state, remarks.map((remark) => diagnostic(doc, remark, fixName))));
}

function diagnostic(doc: Text, remark: CodeRemark, fixName: string): Diagnostic {
  const from = offsetOf(doc, remark);
  const { fix, message, severity } = remark;
  const to = fix?.length === 1 && fix[0] && offsetOf(doc, fix[0].from) === from ? offsetOf(doc, fix[0].to) : wordEnd(doc, from);
  const actions = fix ? [{ name: fixName, apply: (view: EditorView) => applied(view, fix) }] : [];
  return { from, to: Math.max(from, to), severity: SEVERITY[severity], message, actions };
}

function applied(view: EditorView, fix: readonly CodeEdit[]): void {
  const { doc } = view.state;
  view.dispatch({
    changes: fix.map(({ from, to, text }) => ({ from: offsetOf(doc, from), to: offsetOf(doc, to), insert: text })),
    userEvent: "input.fix",
  });
  view.focus();
}

/** Columns count characters; the editor counts units of UTF-16, of which some characters have two. */
export function offsetOf(doc: Text, { line, column }: CodePlace): number {
  if (line > doc.lines) return doc.length;
  const { from, text } = doc.line(Math.max(line, 1));
  return from + [...text].slice(0, Math.max(column, 1) - 1).join("").length;
}

function wordEnd(doc: Text, from: number): number {
  const { text, to, from: start } = doc.lineAt(from);
  const word = /^[\w.]+/u.exec(text.slice(from - start));
  return word ? from + word[0].length : Math.min(from + 1, to);
}
