import componentsEn from "@aqtra/components/strings/en";
import componentsRu from "@aqtra/components/strings/ru";
import componentsTr from "@aqtra/components/strings/tr";
import accountEn from "@aqtra/runtime/strings/account.en";
import accountRu from "@aqtra/runtime/strings/account.ru";
import accountTr from "@aqtra/runtime/strings/account.tr";
import runtimeEn from "@aqtra/runtime/strings/en";
import runtimeRu from "@aqtra/runtime/strings/ru";
import runtimeTr from "@aqtra/runtime/strings/tr";
import uiEn from "@aqtra/ui/strings/en";
import uiRu from "@aqtra/ui/strings/ru";
import uiTr from "@aqtra/ui/strings/tr";
import { describe, expect, it } from "vitest";

import workplaceEn from "./strings/en.json";
import workplaceRu from "./strings/ru.json";
import workplaceTr from "./strings/tr.json";

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Keys without their plural endings, each with the placeholders of its text. */
function outline(texts: object, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
      const path = `${prefix}${key.replace(PLURAL, "")}`;
      if (typeof value === "object" && value !== null) return Object.entries(outline(value, `${path}.`));
      const names = [...String(value).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").filter((name) => name !== "count");
      return [[path, [...new Set(names)].sort().join(",")] as const];
    }),
  );
}

describe.each([
  ["components", componentsEn, componentsTr, componentsRu],
  ["account", accountEn, accountTr, accountRu],
  ["runtime", runtimeEn, runtimeTr, runtimeRu],
  ["ui", uiEn, uiTr, uiRu],
  ["workplace", workplaceEn, workplaceTr, workplaceRu],
])("texts of %s", (_, en, tr, ru) => {
  it("are complete in Turkish and Russian, with the same placeholders", () => {
    expect(outline(tr)).toEqual(outline(en));
    expect(outline(ru)).toEqual(outline(en));
  });
});
