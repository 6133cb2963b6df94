// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";

import type { Entry } from "../../model";
import type { EventOutcome } from "../../runtime-api";
import { elementOf } from "../../testing/render";
import { type DropList, dropLists, placedRows } from "./lists";

const row = (id: number): Entry => ({ id, data: {} });
const ids = (rows: readonly Entry[]) => rows.map(({ id }) => id);

interface Made extends DropList {
  refreshed: number;
  asked: unknown[][];
}

function listOf(group: string, outcome: EventOutcome = "done", page = document.body): Made {
  const root = page.appendChild(document.createElement("div"));
  const made: Made = {
    root,
    group,
    label: group,
    sideways: false,
    refreshed: 0,
    asked: [],
    handle: { element: elementOf("list_view"), scope: "form", refresh: () => (made.refreshed += 1), filterValue: () => null },
    dropped: (...details) => {
      made.asked.push(details);
      return Promise.resolve(outcome);
    },
  };
  registered.push(dropLists.register(made));
  return made;
}

const registered: (() => void)[] = [];
const shown = (list: DropList, rows: readonly Entry[]) => ids(placedRows(rows, dropLists.read().placements.filter((placement) => placement.list === list.handle)));
const drag = (from: DropList, index: number, entry: Entry, to: DropList, at: number) => {
  dropLists.start({ entry, from: { list: from, index }, to: null });
  dropLists.over({ list: to, index: at });
  return dropLists.drop();
};

afterEach(() => {
  for (const unregister of registered.splice(0)) unregister();
  document.body.replaceChildren();
});

describe("lists that exchange cards", () => {
  it("are those of the same group, and of no group with all", () => {
    const [a, b, any] = [listOf("deals"), listOf("tasks"), listOf("")];
    expect(dropLists.partnersOf(a)).toEqual([a, any]);
    expect(dropLists.partnersOf(b)).toEqual([b, any]);
    expect(dropLists.partnersOf(any)).toEqual([a, b, any]);
  });

  it("stand on the same page: a dialog has its own", () => {
    const dialog = document.createElement("div");
    dialog.dataset.form = "dialog";
    document.body.append(dialog);
    const [inside, outside] = [listOf("", "done", dialog), listOf("")];
    expect(dropLists.partnersOf(inside)).toEqual([inside]);
    expect(dropLists.partnersOf(outside)).toEqual([outside]);
  });
});

describe("a drop", () => {
  it("shows the card in its new place until both lists have read again", async () => {
    const [from, to] = [listOf(""), listOf("")];
    const outcome = drag(from, 0, row(1), to, 1);
    expect([shown(from, [row(1), row(2)]), shown(to, [row(3), row(4)])]).toEqual([[2], [3, 1, 4]]);
    expect(dropLists.read().placements.some(({ settled }) => settled)).toBe(false);
    expect(await outcome).toBe("done");
    expect(to.asked).toEqual([[from.handle, row(1), 0, 1]]);
    expect([from.refreshed, to.refreshed]).toEqual([1, 1]);
    for (const list of [from, to]) dropLists.forget(list.handle, ({ settled }) => settled);
    expect([shown(from, [row(2)]), shown(to, [row(3), row(4), row(1)])]).toEqual([[2], [3, 4, 1]]);
  });

  it.each(["failed", "unheard"] as const)("is taken back when it is %s, and nothing is read", async (outcome) => {
    const [from, to] = [listOf(""), listOf("", outcome)];
    expect(await drag(from, 0, row(1), to, 0)).toBe(outcome);
    expect([shown(from, [row(1)]), shown(to, [])]).toEqual([[1], []]);
    expect([from.refreshed, to.refreshed]).toEqual([0, 0]);
  });

  it("where the card was, or nowhere, asks nobody", async () => {
    const list = listOf("");
    expect(await drag(list, 1, row(1), list, 1)).toBe("unmoved");
    dropLists.start({ entry: row(1), from: { list, index: 0 }, to: null });
    expect(await dropLists.drop()).toBe("unmoved");
    expect(list.asked).toEqual([]);
  });
});
