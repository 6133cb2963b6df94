import { describe, expect, it } from "vitest";

import type { ComponentDocument, Element } from "../documents";
import { newElement } from "../factories";
import { panelCount, withPanels } from "../panels";
import { countingIds, element, sample } from "../testing/fixtures";
import { findElement } from "../tree";
import { addPanel } from "./addPanel";
import { changeSetting } from "./changeSetting";
import type { Command } from "./command";
import { execute } from "./command";
import { duplicateElement } from "./duplicateElement";
import { insertElement } from "./insertElement";
import { moveElement } from "./moveElement";
import { movePanel } from "./movePanel";
import { removeElement } from "./removeElement";
import { removePanel } from "./removePanel";
import { resetSetting } from "./resetSetting";
import { resizeGrid } from "./resizeGrid";

const panel = (id: string, ...children: Element[]): Element => element(id, "panel", {}, children);
const label = element("inside", "label");
const tabs = element("tabs", "tab_control", { tab_panels: [{ name: "a" }, { name: "b", visible: false }] }, [panel("A", label), panel("B")]);
const grid = element("cells", "grid", {}, [panel("1"), panel("2"), panel("3"), panel("4", { ...label, id: "deep", name: "deep" })]);
const slider = element("slides", "slider", {}, [panel("S"), panel("T")]);
const start: ComponentDocument = { ...sample(), pages: [element("p", "page", {}, [tabs, grid, slider, element("free", "panel")])] };

const after = (command: Command, document = start): ComponentDocument => execute(document, command)?.document ?? document;
const at = (document: ComponentDocument, id: string): Element => findElement(document, id)?.element as Element;
const children = (document: ComponentDocument, id: string): string[] => at(document, id).children.map((child) => child.id);
const names = (document: ComponentDocument): unknown[] => (at(document, "tabs").settings["tab_panels"] as { name: string }[]).map(({ name }) => name);

describe("panels of a fresh element", () => {
  it.each([
    ["tab_control", 2],
    ["grid", 4],
    ["slider", 2],
  ])("%s has %i, as many as its settings say", (kind, count) => {
    const made = withPanels(newElement(kind, countingIds()), countingIds("p"));
    expect(made.children.map((child) => child.kind)).toEqual(Array.from({ length: count }, () => "panel"));
    expect(panelCount(kind, made.settings) ?? count).toBe(count);
  });
});

describe("tabs and their panels", () => {
  it("come together, named freely, and go back in one step", () => {
    const executed = execute(start, addPanel("tabs", countingIds("n")));
    expect(executed && names(executed.document)).toEqual(["a", "b", "Tab_1"]);
    expect(executed && children(executed.document, "tabs")).toHaveLength(3);
    expect(executed && at(executed.document, "n1").name).toBe("Panel_1");
  });

  it("are reordered together", () => {
    const moved = after(movePanel("tabs", 0, 1));
    expect([names(moved), children(moved, "tabs")]).toEqual([["b", "a"], ["B", "A"]]);
  });

  it("go together, from the list and from the page", () => {
    for (const command of [removePanel("tabs", 0), removeElement("A")]) {
      const left = after(command);
      expect([names(left), children(left, "tabs")]).toEqual([["b"], ["B"]]);
    }
  });

  it("move together when the panel moves among its like, and stay when it would leave", () => {
    const moved = after(moveElement("A", "tabs", 2));
    expect([names(moved), children(moved, "tabs")]).toEqual([["b", "a"], ["B", "A"]]);
    expect(execute(start, moveElement("A", "free", 0))).toBeNull();
    expect(execute(start, moveElement("free", "tabs", 0))).toBeNull();
    expect(execute(start, insertElement("tabs", panel("new")))).toBeNull();
  });

  it("are copied together", () => {
    const made = duplicateElement(start.pages, "B", countingIds("n"));
    const copied = after(made?.command as Command);
    expect(at(copied, "tabs").settings["tab_panels"]).toEqual([{ name: "a" }, { name: "b", visible: false }, { name: "Tab_1", visible: false }]);
    expect(children(copied, "tabs")).toEqual(["A", "B", made?.copy.id]);
  });

  it("cannot be counted away by a setting", () => {
    expect(execute(start, changeSetting("tabs", "tab_panels", [{ name: "a" }]))).toBeNull();
    expect(execute(start, resetSetting("tabs", "tab_panels"))).toBeNull();
    expect(execute(start, changeSetting("tabs", "tab_panels", [{ name: "a" }, { name: "renamed" }]))).not.toBeNull();
  });
});

describe("cells of a grid", () => {
  it("keep their place when columns and rows are added", () => {
    const wide = after(resizeGrid("cells", { column: 3 }, countingIds("n")));
    expect(children(wide, "cells")).toEqual(["1", "2", "n1", "3", "4", "n2"]);
    expect(at(wide, "cells").settings).toEqual({ column: 3 });
    const high = after(resizeGrid("cells", { row: 3 }, countingIds("n")));
    expect(children(high, "cells")).toEqual(["1", "2", "3", "4", "n1", "n2"]);
    expect(new Set(at(high, "cells").children.map(({ name }) => name)).size).toBe(6);
  });

  it("go only while they are empty", () => {
    expect(execute(start, resizeGrid("cells", { row: 1 }, countingIds()))).toBeNull();
    const emptied = after(removeElement("deep"));
    expect(children(after(resizeGrid("cells", { column: 1 }, countingIds()), emptied), "cells")).toEqual(["1", "3"]);
  });

  it("are not removed, copied or counted one by one", () => {
    expect(execute(start, removeElement("1"))).toBeNull();
    expect(execute(start, removePanel("cells", 0))).toBeNull();
    expect(execute(start, addPanel("cells", countingIds()))).toBeNull();
    expect(duplicateElement(start.pages, "1", countingIds())).toBeNull();
    expect(execute(start, changeSetting("cells", "column", 3))).toBeNull();
  });

  it("change places", () => {
    expect(children(after(moveElement("1", "cells", 2)), "cells")).toEqual(["2", "1", "3", "4"]);
  });
});

describe("slides", () => {
  it("come and go by themselves", () => {
    expect(children(after(addPanel("slides", countingIds("n"))), "slides")).toEqual(["S", "T", "n1"]);
    expect(children(after(removePanel("slides", 0)), "slides")).toEqual(["T"]);
  });
});
