/** Texts: English is part of the first load, other languages come when they are chosen, those of the account with its screens. */
import componentsEn from "@aqtra/components/strings/en";
import runtimeEn from "@aqtra/runtime/strings/en";
import uiEn from "@aqtra/ui/strings/en";
import i18next, { type BackendModule, type i18n as I18n } from "i18next";
import { initReactI18next } from "react-i18next";

import workplaceEn from "./strings/en.json";

export const LOCALES = [
  { code: "en", name: "English" },
  { code: "tr", name: "Türkçe" },
  { code: "ru", name: "Русский" },
] as const;

const STORAGE_KEY = "aqtra-locale";

type Loader = () => Promise<{ default: object }>;

const loaders: Readonly<Record<string, Readonly<Record<string, Loader>>>> = {
  en: {
    account: () => import("@aqtra/runtime/strings/account.en"),
  },
  tr: {
    ui: () => import("@aqtra/ui/strings/tr"),
    components: () => import("@aqtra/components/strings/tr"),
    runtime: () => import("@aqtra/runtime/strings/tr"),
    account: () => import("@aqtra/runtime/strings/account.tr"),
    workplace: () => import("./strings/tr.json"),
  },
  ru: {
    ui: () => import("@aqtra/ui/strings/ru"),
    components: () => import("@aqtra/components/strings/ru"),
    runtime: () => import("@aqtra/runtime/strings/ru"),
    account: () => import("@aqtra/runtime/strings/account.ru"),
    workplace: () => import("./strings/ru.json"),
  },
};

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = loaders[language]?.[namespace];
    if (!load) {
      done(null, {});
      return;
    }
    load().then(
      (module) => {
        done(null, module.default);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error("texts could not be loaded"), null);
      },
    );
  },
};

export async function startI18n(): Promise<I18n> {
  const i18n = i18next.createInstance();
  await i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLocale(),
      fallbackLng: "en",
      supportedLngs: LOCALES.map(({ code }) => code),
      ns: ["ui", "components", "runtime", "workplace"],
      defaultNS: "workplace",
      partialBundledLanguages: true,
      resources: { en: { ui: uiEn, components: componentsEn, runtime: runtimeEn, workplace: workplaceEn, application: {} } },
      // React escapes by itself.
      interpolation: { escapeValue: false },
    });
  const follow = (language: string) => {
    document.documentElement.lang = language;
    localStorage.setItem(STORAGE_KEY, language);
  };
  document.documentElement.lang = i18n.language;
  i18n.on("languageChanged", follow);
  return i18n;
}

/** The reader's earlier choice, otherwise the browser's first language that there are texts for. */
function preferredLocale(): string {
  const wanted = [localStorage.getItem(STORAGE_KEY), ...navigator.languages].map((tag) => tag?.split("-")[0]);
  return wanted.find((tag) => LOCALES.some(({ code }) => code === tag)) ?? "en";
}
