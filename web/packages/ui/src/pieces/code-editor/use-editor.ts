import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefObject, useEffect, useRef, useState } from "react";

import { BASIC } from "./extensions";
import { type CodeLanguage, loadLanguage } from "./languages";

/** A change that came from outside and is not told back. */
const fromOutside = Annotation.define<boolean>();

interface EditorParts {
  value: string;
  language: CodeLanguage;
  /** Replaced as a whole whenever it is another object. */
  presentation: Extension;
  takesFocus: boolean;
  line: number | null;
  onChange: ((text: string) => void) | undefined;
}

/** The editor's own line ends; a text with others would always differ from what it shows. */
function withPlainLineEnds(text: string): string {
  return text.replaceAll(/\r\n?/gu, "\n");
}

/** Keeps one CodeMirror in `host`, with what React says. */
export function useEditor(host: RefObject<HTMLElement | null>, parts: EditorParts): void {
  const { value, language, presentation, line } = parts;
  const view = useRef<EditorView | null>(null);
  const latest = useRef(parts);
  const [slots] = useState(() => ({ language: new Compartment(), presentation: new Compartment() }));
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
    const { current } = view;
    if (!current || line === null) return;
    const { from } = current.state.doc.line(Math.min(Math.max(line, 1), current.state.doc.lines));
    current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    current.focus();
  }, [line]);
}
