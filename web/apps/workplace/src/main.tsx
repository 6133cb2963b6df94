import "@aqtra/ui/fonts";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/app";
import { makeStore } from "./app/store";
import { startI18n } from "./shared/i18n";
import { startWorker } from "./shared/offline";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root element");

const i18n = await startI18n();
createRoot(root).render(
  <StrictMode>
    <App store={makeStore()} i18n={i18n} />
  </StrictMode>,
);
startWorker();
