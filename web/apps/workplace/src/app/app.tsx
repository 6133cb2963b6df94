import { useGetWorkplaceQuery } from "@aqtra/api/client";
import { SkeletonRows, ThemeProvider, ToastProvider } from "@aqtra/ui";
import type { i18n as I18n } from "i18next";
import { type ReactNode, Suspense } from "react";
import { I18nextProvider } from "react-i18next";
import { Provider } from "react-redux";

import { useTabIcon } from "../shared/tab-icon";
import { CrashBoundary } from "./crash-boundary";
import { Router } from "./router";
import type { AppStore } from "./store";

export function App({ store, i18n }: { store: AppStore; i18n: I18n }) {
  return (
    <Provider store={store}>
      <I18nextProvider i18n={i18n}>
        <DomainTheme>
          <ToastProvider>
            <CrashBoundary>
              <Suspense fallback={<SkeletonRows />}>
                <Router />
              </Suspense>
            </CrashBoundary>
          </ToastProvider>
        </DomainTheme>
      </I18nextProvider>
    </Provider>
  );
}

/** The theme with the domain's own primary colour, and its icon in the tab. */
function DomainTheme({ children }: { children: ReactNode }) {
  const { data } = useGetWorkplaceQuery();
  useTabIcon(data?.domain.settings.icon);
  return <ThemeProvider primary={data?.domain.settings.primary_color || undefined}>{children}</ThemeProvider>;
}
