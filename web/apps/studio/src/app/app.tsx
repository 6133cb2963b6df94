import { ThemeProvider } from "@aqtra/ui";
import { Provider } from "react-redux";
import { RouterProvider } from "react-router";

import { ErrorBoundary } from "./error-boundary";
import { makeRouter } from "./routes";
import { SessionGate } from "./session-gate";
import type { Store } from "./store";

const router = makeRouter();

export function App({ store }: { store: Store }) {
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
