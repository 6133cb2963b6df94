import { createBrowserRouter } from "react-router";

import { PageScreen } from "../features/page/page-screen";
import { StartScreen } from "../features/page/start-screen";
import { MissingScreen } from "../features/page/problem-screen";
import { SessionGate } from "../features/session/session-gate";
import { Shell } from "../features/shell/shell";

/** The address names component, page and entry, so that links and the browser's Back work. */
export function makeRouter() {
  return createBrowserRouter([
    {
      element: (
        <SessionGate>
          <Shell />
        </SessionGate>
      ),
      children: [
        { index: true, element: <StartScreen /> },
        { path: "c/:component/:page?/:entry?", element: <PageScreen /> },
        { path: "*", element: <MissingScreen /> },
      ],
    },
  ]);
}
