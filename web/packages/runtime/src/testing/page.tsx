/** A page as an app would show it: real store, real client, a navigation that only notes where it was sent. */
import { api } from "@aqtra/api/client";
import componentStrings from "@aqtra/components/strings/en";
import { ThemeProvider, ToastProvider } from "@aqtra/ui";
import uiStrings from "@aqtra/ui/strings/en";
import { configureStore } from "@reduxjs/toolkit";
import { render } from "@testing-library/react";
import i18next from "i18next";
import { Suspense } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { Provider } from "react-redux";

import { runtimeReducer } from "../form/slice";
import type { Navigation, Target } from "../navigation";
import { PageHost } from "../page/page-host";
import strings from "../strings/en.json";
import { INVOICES } from "./server";

const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
  lng: "en",
  resources: { en: { components: componentStrings, ui: uiStrings, runtime: strings } },
  interpolation: { escapeValue: false },
});

export function makeStore() {
  return configureStore({
    reducer: { [api.reducerPath]: api.reducer, runtime: runtimeReducer },
    middleware: (defaults) => defaults().concat(api.middleware),
  });
}

export function openPage(target: Partial<Target> = {}, form = "form-1", store = makeStore()) {
  const went: { open: Target[]; back: number; followed: string[]; saved: number[]; signedOut: number } = { open: [], back: 0, followed: [], saved: [], signedOut: 0 };
  const navigation: Omit<Navigation, "openDialog"> = {
    open: (next) => went.open.push(next),
    back: () => {
      went.back += 1;
    },
    follow: (path) => went.followed.push(path),
    signOut: () => {
      went.signedOut += 1;
      return Promise.resolve();
    },
    entrySaved: (entry) => went.saved.push(entry),
  };
  const shown: Target = { component: INVOICES, ...target };
  const view = render(
    <Provider store={store}>
      <I18nextProvider i18n={i18n}>
        <ThemeProvider>
          <ToastProvider>
            <Suspense fallback={null}>
              <PageHost form={form} target={shown} navigation={navigation} renderProblem={({ status, trace_id: trace }) => <p role="alert">{`${status} ${trace ?? ""}`}</p>} />
            </Suspense>
          </ToastProvider>
        </ThemeProvider>
      </I18nextProvider>
    </Provider>,
  );
  return { went, store, view };
}
