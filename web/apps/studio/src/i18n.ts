/** Strings live beside what shows them: `<folder>/strings/en.json` is the namespace `<folder>`. */

import componentStrings from "@aqtra/components/strings/en";
import accountStrings from "@aqtra/runtime/strings/account.en";
import { uiStrings } from "@aqtra/ui";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

const files = import.meta.glob<Record<string, unknown>>("./**/strings/en.json", { eager: true, import: "default" });

function namespaces(): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, strings]) => [path.split("/").at(-3) ?? "shared", strings]),
  );
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    defaultNS: "shared",
    resources: { en: { ...namespaces(), account: accountStrings, components: componentStrings, ui: uiStrings } },
    interpolation: { escapeValue: false },
  });
}
