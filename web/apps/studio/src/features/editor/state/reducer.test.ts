import { addFlow, changeSetting, changeSettings, currentNumber, findElement, isDirty, newFlow, randomIds } from "@aqtra/model";
import { describe, expect, it } from "vitest";

import { invoices } from "../testing/invoices";
import { makeEditorStore, storedComponent } from "../testing/render-editor";
import {
  copy, duplicate, goTo, move, nudge, openPage, pasteAt, remove, run, selectElement, spotFor, stored, undone, viewChanged,
} from "./index";

const KEY = invoices().key;
const isContainer = (kind: string): boolean => kind === "page" || kind === "panel";

describe("the open component", () => {
  it("is unsaved after a command and saved again after undoing it", () => {
    const { dispatch, session } = makeEditorStore(invoices());
    expect(dispatch(run(changeSettings({ title: "Invoices" })))).toBe(true);
    expect(isDirty(session().history)).toBe(true);
    dispatch(undone());
    expect(isDirty(session().history)).toBe(false);
  });

  it("stays unsaved when something was changed while saving", () => {
    const { dispatch, session, document } = makeEditorStore(invoices());
    dispatch(run(changeSettings({ title: "One" })));
    const number = currentNumber(session().history);
    const sent = document();
    dispatch(run(changeSettings({ title: "Two" })));
    dispatch(stored({ stored: storedComponent(sent, { saved_version: 2 }), number }));
    expect(session().stored.saved_version).toBe(2);
    expect(document().settings.title).toBe("Two");
    expect(isDirty(session().history)).toBe(true);
  });

  it("shows something that exists after undo has taken the open tab away", () => {
    const { dispatch, session, document } = makeEditorStore(invoices());
    const flow = newFlow(document(), randomIds);
    dispatch(run(addFlow(flow)));
    dispatch(viewChanged({ tab: flow.key }));
    dispatch(undone());
    expect(session().view.tab).toBe("definition");
  });

  it("does not keep a selection on another page", () => {
    const { dispatch, session } = makeEditorStore(invoices());
    dispatch(selectElement("Name_1"));
    dispatch(viewChanged({ page: "page2" }));
    expect(session().view.selection).toBeNull();
  });
});

describe("a finding leads", () => {
  it.each([
    [{ page: "page1", element: "Save_1", setting: "linked_dataflow" }, { tab: "definition", page: "page1", selection: "Save_1", setting: "linked_dataflow", side: "properties" }],
    [{ property: "p2", setting: "minimum" }, { tab: "definition", property: "p2", selection: null, setting: "minimum" }],
    [{ page: "page2" }, { tab: "definition", page: "page2", selection: "page2" }],
    [{ setting: "domains" }, { tab: "settings", setting: "domains" }],
  ])("from %j to its place", (place, view) => {
    const { dispatch, session } = makeEditorStore(invoices());
    dispatch(viewChanged({ tab: "settings" }));
    dispatch(goTo({ component: KEY, ...place }));
    expect(session().view).toMatchObject(view);
  });
});

describe("elements", () => {
  const names = (ids: readonly { id: string }[] | undefined): string[] => (ids ?? []).map(({ id }) => id);

  it("go into a selected container and after a selected control", () => {
    expect(spotFor(invoices(), "page1", "Panel_1", isContainer)).toEqual({ parent: "Panel_1", index: 1 });
    expect(spotFor(invoices(), "page1", "Name_1", isContainer)).toEqual({ parent: "page1", index: 1 });
    expect(spotFor(invoices(), "page1", null, isContainer)).toEqual({ parent: "page1", index: 2 });
  });

  it("are selected where they were moved to", () => {
    const { dispatch, session, document } = makeEditorStore(invoices());
    dispatch(move("Name_1", { parent: "Panel_1", index: 0 }));
    expect(names(findElement(document(), "Panel_1")?.element.children)).toEqual(["Name_1", "Save_1"]);
    expect(session().view.selection).toBe("Name_1");
  });

  it("move among their siblings and stop at the ends", () => {
    const { dispatch, document } = makeEditorStore(invoices());
    dispatch(nudge("Name_1", 1));
    expect(names(document().pages[0]?.children)).toEqual(["Panel_1", "Name_1"]);
    dispatch(nudge("Name_1", 1));
    expect(names(document().pages[0]?.children)).toEqual(["Panel_1", "Name_1"]);
  });

  it("leave the selection to their neighbour when they go", () => {
    const { dispatch, session } = makeEditorStore(invoices());
    dispatch(remove("Name_1"));
    expect(session().view.selection).toBe("Panel_1");
    dispatch(remove("Save_1"));
    expect(session().view.selection).toBe("Panel_1");
  });

  it("are pasted on another page with a new id and a free name, and selected", () => {
    const { dispatch, session, document } = makeEditorStore(invoices());
    expect(dispatch(copy("Name_1"))).toBe(true);
    dispatch(openPage("page2"));
    dispatch(pasteAt("page2", isContainer));
    const [pasted] = document().pages[1]?.children ?? [];
    expect(pasted).toMatchObject({ name: "TextField_1", settings: { binding: "data.InvoiceName" } });
    expect(pasted?.id).not.toBe("Name_1");
    expect(session().view.selection).toBe(pasted?.id);
  });

  it("are duplicated after themselves; a page is neither copied nor duplicated", () => {
    const { dispatch, document } = makeEditorStore(invoices());
    dispatch(duplicate("Name_1"));
    expect(document().pages[0]?.children).toHaveLength(3);
    dispatch(duplicate("page1"));
    expect(dispatch(copy("page1"))).toBe(false);
    expect(document().pages).toHaveLength(2);
  });

  it("that did not change keep their identity, so they are not drawn again", () => {
    const { dispatch, document } = makeEditorStore(invoices());
    const before = document().pages[0]?.children[1];
    dispatch(run(changeSetting("Name_1", "width", 10)));
    expect(document().pages[0]?.children[1]).toBe(before);
  });
});
