import type { OpenMenuItem } from "@aqtra/api";
import { describe, expect, it } from "vitest";

import { filterMenu, trailTo } from "./menu-tree";

const item = (id: string, component: string | null, page: string | null, children: OpenMenuItem[] = []): OpenMenuItem => ({
  id,
  component,
  page,
  icon: "",
  label: { translation_key: "", translation_value: id },
  children,
});
const menu = [item("Group", null, null, [item("Invoices", "inv", "list"), item("New invoice", "inv", "form")]), item("Cars", "car", null)];
const ids = (items: readonly OpenMenuItem[]): string[] => items.flatMap(({ id, children }) => [id, ...ids(children ?? [])]);
const search = (text: string, locale = "en") => ids(filterMenu(menu, text, ({ id }) => id, locale));

describe("menu", () => {
  it("is searched in any case, keeping the groups of what was found", () => {
    expect(search("NEW")).toEqual(["Group", "New invoice"]);
    expect(search("group")).toEqual(["Group", "Invoices", "New invoice"]);
    expect(search("zzz")).toEqual([]);
    expect(search(" ")).toEqual(ids(menu));
  });

  it("compares letters as the language does", () => {
    expect(search("INV", "tr")).toEqual(["Group", "Invoices"]);
    expect(search("inv", "tr")).toEqual(["Group", "New invoice"]);
  });

  it("knows the way to a page, or at least to its component", () => {
    expect(trailTo(menu, "inv", "form").map(({ id }) => id)).toEqual(["Group", "New invoice"]);
    expect(trailTo(menu, "inv", "other").map(({ id }) => id)).toEqual(["Group", "Invoices"]);
    expect(trailTo(menu, "none", "x")).toEqual([]);
  });
});
