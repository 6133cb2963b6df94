import { findElement } from "@aqtra/model";
import type { ComponentDocument, Element } from "@aqtra/model";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { selectElement } from "../../state";
import { invoices } from "../../testing/invoices";
import { renderEditor } from "../../testing/render-editor";
import { server } from "../../testing/server";
import { RightPane } from "../right-pane";
import { toggled } from "./choices";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function paneFor(kind: string, settings: Element["settings"]) {
  const { pages, ...rest } = invoices();
  const [form] = pages;
  if (!form) throw new Error("there is a page");
  const document: ComponentDocument = { ...rest, pages: [{ ...form, children: [{ id: "it", kind, name: "It", settings, children: [] }] }] };
  const editor = renderEditor(<RightPane onClose={() => undefined} />, document);
  editor.dispatch(selectElement("it"));
  return { settings: () => findElement(editor.document(), "it")?.element.settings };
}

describe("source of an element", () => {
  it("is edited in an editor of its own and stored with OK", async () => {
    const { settings } = paneFor("html", { html: "<p>\n</p>" });
    await userEvent.click(await screen.findByRole("button", { name: "Html: 2 lines" }));
    const dialog = await screen.findByRole("dialog", { name: "Html" });
    await userEvent.click(await within(dialog).findByRole("textbox", { name: "Html" }));
    await userEvent.paste("<b>x</b>");
    expect(settings()).toEqual({ html: "<p>\n</p>" });
    await userEvent.click(within(dialog).getByRole("button", { name: "OK" }));
    await waitFor(() => {
      expect(settings()?.["html"]).toContain("<b>x</b>");
    });
  });

  it("stays as it was with Cancel, and is away when everything was removed", async () => {
    const { settings } = paneFor("html", { html: "<p></p>" });
    const change = async (button: string) => {
      await userEvent.click(await screen.findByRole("button", { name: "Html: 1 line" }));
      const dialog = await screen.findByRole("dialog", { name: "Html" });
      await userEvent.click(await within(dialog).findByRole("textbox", { name: "Html" }));
      await userEvent.keyboard("{Control>}a{/Control}{Backspace}");
      await userEvent.click(within(dialog).getByRole("button", { name: button }));
      await waitFor(() => {
        expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
      });
    };
    await change("Cancel");
    expect(settings()).toEqual({ html: "<p></p>" });
    await change("OK");
    expect(settings()).toEqual({});
    expect(screen.getByRole("button", { name: "Html: Empty" })).toBeInTheDocument();
  });
});

describe("several of some values", () => {
  it("are switched off and on, and are nothing stored when they are as declared", async () => {
    const { settings } = paneFor("wysiwyg_editor", {});
    const group = await screen.findByRole("group", { name: "Plugins" });
    const table = within(group).getByRole("checkbox", { name: "Table" });
    expect(table).toBeChecked();
    await userEvent.click(table);
    expect(settings()?.["plugins"]).toEqual(["lists", "link", "image", "media", "code", "color", "align", "undo", "search", "fullscreen"]);
    await userEvent.click(table);
    expect(settings()).toEqual({});
  });

  it("may be none", async () => {
    const { settings } = paneFor("wysiwyg_editor", { plugins: ["undo"] });
    await userEvent.click(await screen.findByRole("checkbox", { name: "Undo" }));
    expect(settings()).toEqual({ plugins: [] });
  });

  it.each([
    [["a", "c"], "b", ["a", "b", "c"]],
    [["c", "a"], "b", ["c", "a", "b"]],
    [["c", "a", "b"], "a", ["c", "b"]],
    [[], "b", ["b"]],
  ])("of %j after %s is pressed are %j", (chosen, value, next) => {
    expect(toggled(chosen, value, ["a", "b", "c"])).toEqual(next);
  });
});
