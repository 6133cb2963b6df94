import "@aqtra/ui/fonts";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/app";
import { makeRouter } from "./app/routes";
import { startI18n } from "./i18n";
import { makeStore } from "./app/store";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root element");

await startI18n();
createRoot(root).render(
  <StrictMode>
    <App store={makeStore()} router={makeRouter()} />
  </StrictMode>,
);
