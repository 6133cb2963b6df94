import type { CompletionSource } from "@codemirror/autocomplete";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefObject, useEffect, useRef, useState } from "react";

import { completing, REMARKED, showRemarks } from "./assistance";
import { BASIC } from "./extensions";
import { type CodeLanguage, loadLanguage } from "./languages";
import type { CodeRemark } from "./props";

/** A change that came from outside and is not told back. */
const fromOutside = Annotation.define<boolean>();

interface EditorParts {
  value: string;
  language: CodeLanguage;
  /** Replaced as a whole whenever it is another object. */
  presentation: Extension;
  takesFocus: boolean;
  line: number | null;
  /** Undefined for an editor that never gets any. */
  remarks: readonly CodeRemark[] | undefined;
  fixName: string;
  completions: CompletionSource | undefined;
  onChange: ((text: string) => void) | undefined;
}

/** The editor's own line ends; a text with others would always differ from what it shows. */
function withPlainLineEnds(text: string): string {
  return text.replaceAll(/\r\n?/gu, "\n");
}

/** Keeps one CodeMirror in `host`, with what React says. */
export function useEditor(host: RefObject<HTMLElement | null>, parts: EditorParts): void {
  const { value, language, presentation, line, remarks, fixName, completions } = parts;
  const isRemarked = remarks !== undefined;
  const view = useRef<EditorView | null>(null);
  const latest = useRef(parts);
  const [slots] = useState(() => ({ language: new Compartment(), presentation: new Compartment(), completions: new Compartment(), remarks: new Compartment() }));
  useEffect(() => {
    latest.current = parts;
  });

  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          BASIC,
          slots.language.of([]),
          slots.presentation.of(latest.current.presentation),
          slots.completions.of([]),
          slots.remarks.of([]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((transaction) => transaction.annotation(fromOutside))) return;
            latest.current.onChange?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    if (latest.current.takesFocus) made.focus();
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [host, slots]);

  useEffect(() => {
    view.current?.dispatch({ effects: slots.presentation.reconfigure(presentation) });
  }, [presentation, slots]);

  useEffect(() => {
    let current = true;
    void loadLanguage(language).then((loaded) => {
      if (current) view.current?.dispatch({ effects: slots.language.reconfigure(loaded) });
    });
    return () => {
      current = false;
    };
  }, [language, slots]);

  useEffect(() => {
    const next = withPlainLineEnds(value);
    const { current } = view;
    if (!current || current.state.doc.toString() === next) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: next }, annotations: fromOutside.of(true) });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: slots.completions.reconfigure(completions ? completing(completions) : []) });
  }, [completions, slots]);

  useEffect(() => {
    view.current?.dispatch({ effects: slots.remarks.reconfigure(isRemarked ? REMARKED : []) });
  }, [isRemarked, slots]);

  useEffect(() => {
    if (view.current && remarks) showRemarks(view.current, remarks, fixName);
  }, [remarks, fixName]);

  useEffect(() => {
    const { current } = view;
    if (!current || line === null) return;
    const { from } = current.state.doc.line(Math.min(Math.max(line, 1), current.state.doc.lines));
    current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    current.focus();
  }, [line]);
}
