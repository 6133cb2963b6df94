import { describe, expect, it } from "vitest";

import type { Command } from "./commands";
import * as commands from "./commands";
import type { ComponentDocument } from "./documents";
import { newElement, newFlow, newPage, newProperty, newStage, newStep } from "./factories";
import type { History } from "./history";
import {
  HISTORY_LIMIT, canRedo, canUndo, currentNumber, isDirty, markSaved, newHistory, push, redo, undo,
} from "./history";
import { OWN, countingIds, sample } from "./testing/fixtures";
import { walk } from "./tree";

const title = (text: string, merge?: string): Command => commands.changeSettings({ title: text }, merge);

/** A small seeded generator: the same seed walks the same way, so a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function anyCommand(document: ComponentDocument, next: () => number, ids: ReturnType<typeof countingIds>): Command {
  const pick = <Item>(list: readonly Item[]): Item | undefined => list[Math.floor(next() * list.length)];
  const elements = document.pages.flatMap((page) => [...walk(page)]);
  const at = Math.floor(next() * 6);
  const element = pick(elements)?.id ?? "";
  const target = pick(elements)?.id ?? "";
  const property = pick(document.properties)?.id ?? "";
  const flow = pick(document.flows);
  const stage = pick(flow?.stages ?? []);
  const step = pick(stage?.steps ?? []);
  const page = pick(document.pages)?.id ?? "";
  const choices: (() => Command)[] = [
    () => commands.addProperty(newProperty(document, ids), at),
    () => commands.editProperty(property, { title: `t${at}`, required: at % 2 === 0 }),
    () => commands.editProperty(property, { type: pick(["string", "integer", "catalog", "file"] as const) }),
    () => commands.renameProperty(property, `renamed_${Math.floor(next() * 99)}`),
    () => commands.removeProperty(property),
    () => commands.moveProperty(property, at),
    () => commands.addPage(newPage(document, ids), at),
    () => commands.renamePage(page, `Page ${at}`),
    () => commands.removePage(page),
    () => commands.movePage(page, at),
    () => commands.insertElement(target, newElement("text_field", ids, { binding: "data.number" }), at),
    () => commands.moveElement(element, target, at),
    () => commands.removeElement(element),
    () => commands.duplicateElement(document.pages, element, ids)?.command ?? title("none"),
    () => commands.changeSetting(element, "label", { translation_key: "", translation_value: `l${at}` }),
    () => commands.changeSetting(element, "width", at, "typing"),
    () => commands.resetSetting(element, "binding", "label"),
    () => commands.renameElement(element, `Element_${Math.floor(next() * 99)}`),
    () => commands.addFlow(newFlow(document, ids), at),
    () => commands.removeFlow(flow?.key ?? ""),
    () => commands.moveFlow(flow?.key ?? "", at),
    () => commands.renameFlow(flow?.key ?? "", `Flow ${at}`),
    () => commands.addStage(flow?.key ?? "", newStage(ids), at),
    () => commands.removeStage(flow?.key ?? "", stage?.id ?? ""),
    () => commands.moveStage(flow?.key ?? "", stage?.id ?? "", at),
    () => (flow ? commands.addStep(flow.key, stage?.id ?? "", newStep(flow, "write_response", "Write", ids), at) : title("x")),
    () => commands.moveStep(flow?.key ?? "", step?.id ?? "", pick(flow?.stages ?? [])?.id ?? "", at),
    () => commands.removeStep(flow?.key ?? "", step?.id ?? ""),
    () => commands.changeStepParam(flow?.key ?? "", step?.id ?? "", "validate", at % 2 === 0),
    () => commands.changeSettings({ title: `Title ${at}`, domains: ["a", `d${at}`] }),
  ];
  return (pick(choices) ?? (() => title("none")))();
}

function undoAll(history: History): History {
  let current = history;
  while (canUndo(current)) current = undo(current);
  return current;
}

function redoAll(history: History): History {
  let current = history;
  while (canRedo(current)) current = redo(current);
  return current;
}

describe("random command sequences", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))("undo returns exactly, redo repeats exactly (seed %i)", (seed) => {
    const start = sample();
    const next = random(seed);
    const ids = countingIds(`s${seed}-`);
    let history = newHistory(start);
    for (let count = 0; count < 60; count += 1) history = push(history, anyCommand(history.document, next, ids));
    const end = history.document;
    const back = undoAll(history);
    expect(back.document).toEqual(start);
    expect(redoAll(back).document).toEqual(end);
    expect(currentNumber(redoAll(back))).toBe(currentNumber(history));
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))("ids and element names stay unique (seed %i)", (seed) => {
    const next = random(1000 + seed);
    const ids = countingIds(`s${seed}-`);
    let history = newHistory(sample());
    for (let count = 0; count < 60; count += 1) history = push(history, anyCommand(history.document, next, ids));
    const { pages, properties, flows, key } = history.document;
    const elements = pages.flatMap((page) => [...walk(page)]);
    expect(key).toBe(OWN);
    for (const values of [elements.map((e) => e.id), elements.map((e) => e.name), properties.map((p) => p.name), flows.map((f) => f.name)]) {
      expect(new Set(values).size).toBe(values.length);
    }
  });
});

describe("history", () => {
  it("survives being written as JSON and read again", () => {
    const history = push(push(newHistory(sample()), title("One")), title("Two"));
    const restored = JSON.parse(JSON.stringify(undo(history))) as History;
    expect(redo(restored).document.settings.title).toBe("Two");
    expect(undo(restored).document).toEqual(sample());
  });

  it("undoes merged commands together", () => {
    let history = push(newHistory(sample()), title("before"));
    for (const text of ["I", "In", "Inv"]) history = push(history, title(text, "typing"));
    expect(history.past).toHaveLength(2);
    expect(undo(history).document.settings.title).toBe("before");
  });

  it("does not merge across an undo, nor into what was saved", () => {
    const typed = push(newHistory(sample()), title("I", "typing"));
    expect(push(redo(undo(typed)), title("In", "typing")).past).toHaveLength(1);
    const saved = push(markSaved(typed), title("In", "typing"));
    expect(saved.past).toHaveLength(2);
    expect(isDirty(undo(saved))).toBe(false);
  });

  it("forgets the future after a new command", () => {
    const history = push(undo(push(newHistory(sample()), title("One"))), title("Two"));
    expect(canRedo(history)).toBe(false);
    expect(redo(history)).toBe(history);
  });

  it("keeps a bounded number of steps", () => {
    let history = newHistory(sample());
    for (let count = 0; count < HISTORY_LIMIT + 10; count += 1) history = push(history, title(`t${count}`));
    expect(history.past).toHaveLength(HISTORY_LIMIT);
    expect(undoAll(history).document.settings.title).toBe("t9");
  });

  it("ignores a command that changes nothing", () => {
    const history = newHistory(sample());
    expect(push(history, commands.removeElement("nowhere"))).toBe(history);
  });
});

describe("unsaved changes", () => {
  it("vanish by undoing to the saved state and come back by redoing", () => {
    const saved = markSaved(push(newHistory(sample()), title("One")));
    const changed = push(saved, title("Two"));
    expect([saved, changed, undo(changed), redo(undo(changed)), undo(undo(changed))].map(isDirty)).toEqual([
      false, true, false, true, true,
    ]);
  });

  it("remain when the saved state was left by another branch", () => {
    const saved = markSaved(push(newHistory(sample()), title("One")));
    expect(isDirty(push(undo(saved), title("Two")))).toBe(true);
  });

  it("remain for edits made while saving", () => {
    const sent = push(newHistory(sample()), title("One"));
    const number = currentNumber(sent);
    expect(isDirty(markSaved(push(sent, title("Two")), number))).toBe(true);
  });

  it("remain when the saved start has fallen off the end", () => {
    let history = newHistory(sample());
    for (let count = 0; count <= HISTORY_LIMIT; count += 1) history = push(history, title(`t${count}`));
    expect(isDirty(undoAll(history))).toBe(true);
  });
});
