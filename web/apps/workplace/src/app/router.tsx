import { lazy } from "react";
import { BrowserRouter, Route, Routes } from "react-router";

import { MissingScreen } from "../features/page/problem-screen";
import { StartScreen } from "../features/page/start-screen";
import { LinkGate } from "../features/session/link-gate";
import { SessionGate } from "../features/session/session-gate";
import { Shell } from "../features/shell/shell";

const loadPage = () => import("../features/page/page-screen");
// Fetched beside the session rather than after it; sign-in does not wait for it.
void loadPage();
const PageScreen = lazy(() => loadPage().then((module) => ({ default: module.PageScreen })));
const AccountScreen = lazy(() => import("../features/account/account-screen").then((module) => ({ default: module.AccountScreen })));

/** The address names component, page and entry, so that links and the browser's Back work. */
export function Router() {
  return (
    <BrowserRouter>
      <LinkGate>
        <SessionGate>
          <Routes>
            <Route element={<Shell />}>
              <Route index element={<StartScreen />} />
              <Route path="account" element={<AccountScreen />} />
              <Route path="c/:component/:page?/:entry?" element={<PageScreen />} />
              <Route path="*" element={<MissingScreen />} />
            </Route>
          </Routes>
        </SessionGate>
      </LinkGate>
    </BrowserRouter>
  );
}
