// @vitest-environment jsdom
import { describe, expect, it } from "vitest";

import type { Permission } from "../api";
import { GONE, INVOICES, right, tree } from "../testing";
import { COMPONENT_VERBS, keyOf, sameGrants, tick, toGrants, toPermissions } from "./grants";
import { filtered, MOST_THINGS, toRows, toSections } from "./rows";

const verbs = (permissions: Iterable<Permission>) => [...permissions].map(({ verb }) => verb).sort();

describe("ticking a right", () => {
  it.each(["update", "delete"])("gives read along with %s, and says so", (verb) => {
    const { grants, alongside } = tick(new Map(), [right(INVOICES, verb)], true);
    expect(verbs(grants.values())).toEqual(["read", verb].sort());
    expect(alongside).toEqual(["read"]);
  });

  it("takes what needs read away with it", () => {
    const all = toGrants(COMPONENT_VERBS.map((verb) => right(INVOICES, verb)));
    const { grants, alongside } = tick(all, [right(INVOICES, "read")], false);
    expect(verbs(grants.values())).toEqual(["create", "open"]);
    expect(alongside).toEqual(["update", "delete"]);
  });

  it("says nothing when read was there, or came with all", () => {
    expect(tick(toGrants([right(INVOICES, "read")]), [right(INVOICES, "update")], true).alongside).toEqual([]);
    expect(tick(new Map(), COMPONENT_VERBS.map((verb) => right(INVOICES, verb)), true).alongside).toEqual([]);
  });

  it("leaves other things alone", () => {
    const other = right(GONE, "update");
    expect(toPermissions(tick(toGrants([other]), [right(INVOICES, "read")], false).grants)).toEqual([other]);
  });

  it("comes back to what was stored", () => {
    const stored = toGrants([right(INVOICES, "open")]);
    const there = tick(stored, [right(INVOICES, "create")], true).grants;
    expect(sameGrants(there, stored)).toBe(false);
    expect(sameGrants(tick(there, [right(INVOICES, "create")], false).grants, stored)).toBe(true);
  });
});

describe("the tree of rights", () => {
  const name = (menu: string) => menu;

  it("keeps what a set names although nothing live has it any more", () => {
    const stored = [right(GONE, "read"), right(GONE, "open"), right(INVOICES, "read")];
    const lost = toSections(tree, stored, name).find(({ id }) => id === "lost");
    expect(lost?.things).toHaveLength(1);
    expect(lost?.things[0]?.permissions.map(keyOf)).toEqual([right(GONE, "read"), right(GONE, "open")].map(keyOf));
  });

  it("finds a property by its name, under its component", () => {
    const [components] = filtered(toSections(tree, [], name), { text: "amount", grantedOnly: false }, new Map());
    expect(components?.things.map(({ label, children }) => [label, children.map((child) => child.label)])).toEqual([["Invoice Inventory", ["Amount due"]]]);
  });

  it("draws no more rows than anybody reads, and says how many there are beside", () => {
    const components = Array.from({ length: MOST_THINGS + 5 }, (_, at) => ({ key: `k${at}`, title: `C ${at}`, domains: [], restricted: true, has_entries: true, properties: [], flows: [], actions: [], steps: [] }));
    const rows = toRows(toSections({ components, studio: [] }, [], name), new Map(), () => true);
    expect(rows).toHaveLength(1 + MOST_THINGS + 1);
    expect(rows.at(-1)).toMatchObject({ type: "more", hidden: 5 });
  });
});
