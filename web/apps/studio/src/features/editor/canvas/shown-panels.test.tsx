import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { findElement } from "@aqtra/model";

import { EditorDnd } from "../dnd";
import { elementOfKind } from "../dnd/new-element";
import { insert, remove, selectElement } from "../state";
import { invoices } from "../testing/invoices";
import { renderEditor } from "../testing/render-editor";
import { server } from "../testing/server";
import { Canvas } from "./canvas";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
beforeEach(() => localStorage.clear());

/** In the preview, without the overlay: nothing is laid out here. A page with a tab control whose second tab holds a label. */
function canvas() {
  const editor = renderEditor(
    <EditorDnd>
      <Canvas viewport="desktop" preview onProperties={() => undefined} />
    </EditorDnd>,
    invoices(),
  );
  const tabs = elementOfKind("tab_control");
  const label = elementOfKind("label", { value: { translation_key: "", translation_value: "On the second tab" } });
  editor.dispatch(insert(tabs, { parent: editor.document().pages[0]?.id ?? "", index: 0 }));
  const panels = () => findElement(editor.document(), tabs.id)?.element.children ?? [];
  editor.dispatch(insert(label, { parent: panels()[1]?.id ?? "", index: 0 }));
  editor.dispatch(selectElement(tabs.id));
  return { ...editor, tabs, label, panels };
}

describe("tabs on the canvas", () => {
  it("show what was clicked, and what stands in others not at all", async () => {
    canvas();
    await userEvent.click(await screen.findByRole("tab", { name: "Tab 1" }));
    expect(screen.queryByText("On the second tab")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("tab", { name: "Tab 2" }));
    expect(await screen.findByText("On the second tab")).toBeInTheDocument();
  });

  it("come to the front when an element on them is selected elsewhere", async () => {
    const { dispatch, label } = canvas();
    await userEvent.click(await screen.findByRole("tab", { name: "Tab 1" }));
    dispatch(selectElement(label.id));
    expect(await screen.findByText("On the second tab")).toBeInTheDocument();
  });

  it("go with their panel when it is deleted", async () => {
    const { dispatch, panels } = canvas();
    await screen.findByRole("tab", { name: "Tab 2" });
    dispatch(remove(panels()[0]?.id ?? ""));
    expect(screen.queryByRole("tab", { name: "Tab 1" })).not.toBeInTheDocument();
    expect(panels()).toHaveLength(1);
  });
});
