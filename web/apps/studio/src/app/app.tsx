import { ThemeProvider } from "@aqtra/ui";
import { Provider } from "react-redux";
import { RouterProvider } from "react-router";
import type { DataRouter } from "react-router";

import { ErrorBoundary } from "./error-boundary";
import { SessionGate } from "./session-gate";
import type { Store } from "./store";

interface AppProps {
  store: Store;
  router: DataRouter;
}

export function App({ store, router }: AppProps) {
  return (
    <Provider store={store}>
      <ThemeProvider>
        <ErrorBoundary>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </ErrorBoundary>
      </ThemeProvider>
    </Provider>
  );
}
