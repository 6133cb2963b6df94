/** Draws parts of the editor over a real store, as the screen does. */

import type { ComponentDocument } from "@aqtra/model";
import { newComponent, randomIds } from "@aqtra/model";
import componentStrings from "@aqtra/components/strings/en";
import { ThemeProvider, ToastProvider, uiStrings } from "@aqtra/ui";
import { combineReducers, configureStore } from "@reduxjs/toolkit";
import type { UnknownAction } from "@reduxjs/toolkit";
import { act, cleanup, render } from "@testing-library/react";
import i18next from "i18next";
import type { ReactElement } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { Provider } from "react-redux";
import { afterEach } from "vitest";

import { api } from "../../../shared/api";
import { ConfirmProvider } from "../../../shared/confirm";
import fileStrings from "../../../shared/file-picker/strings/en.json";
import sharedStrings from "../../../shared/strings/en.json";
import type { StoredComponent } from "../api";
import type { EditorDispatch, WithEditor } from "../state";
import { editorReducer, opened } from "../state";
import editorStrings from "../strings/en.json";

afterEach(cleanup);

const i18n = i18next.createInstance();
await i18n.use(initReactI18next).init({
  lng: "en",
  defaultNS: "shared",
  resources: { en: { shared: sharedStrings, editor: editorStrings, "file-picker": fileStrings, components: componentStrings, ui: uiStrings } },
  interpolation: { escapeValue: false },
});

export function storedComponent(document: ComponentDocument, more: Partial<StoredComponent> = {}): StoredComponent {
  return {
    id: 1,
    state: "saved",
    built_in: false,
    saved_version: 1,
    ready_version: null,
    published_version: null,
    document,
    updated_by: "ada",
    updated_at: "2026-01-31T09:00:00Z",
    findings: [],
    ...more,
  };
}

export function makeEditorStore(document: ComponentDocument = newComponent(randomIds), more: Partial<StoredComponent> = {}) {
  const store = configureStore({
    reducer: combineReducers({ [api.reducerPath]: api.reducer, editor: editorReducer }),
    middleware: (standard) => standard().concat(api.middleware),
  });
  store.dispatch(opened({ stored: storedComponent(document, more) }));
  const plain: EditorDispatch = store.dispatch;
  const dispatch = ((action: UnknownAction) => {
    let result: unknown;
    act(() => {
      result = plain(action);
    });
    return result;
  }) as EditorDispatch;
  const session = () => {
    const { editor }: WithEditor = store.getState();
    if (!editor.session) throw new Error("no component is open");
    return editor.session;
  };
  return { store, dispatch, session, document: () => session().history.document };
}

export function renderEditor(ui: ReactElement, document?: ComponentDocument, more?: Partial<StoredComponent>) {
  const editor = makeEditorStore(document, more);
  const view = render(
    <I18nextProvider i18n={i18n}>
      <Provider store={editor.store}>
        <ThemeProvider>
          <ToastProvider>
            <ConfirmProvider>{ui}</ConfirmProvider>
          </ToastProvider>
        </ThemeProvider>
      </Provider>
    </I18nextProvider>,
  );
  return { ...editor, ...view };
}
