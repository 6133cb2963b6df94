import { changeSettings, newProperty, randomIds, addProperty } from "@aqtra/model";
import type { Finding } from "@aqtra/model";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { ProblemNotice } from "../../../shared/problems";
import { TopBarSlots, useSlots } from "../../../shared/top-bar";
import { ConflictDialog } from "../conflict/conflict-dialog";
import { run, undone } from "../state";
import { invoices } from "../testing/invoices";
import { renderEditor, storedComponent } from "../testing/render-editor";
import { problem, server } from "../testing/server";
import type { Saved } from "../testing/server";
import { EditorActions } from "./editor-actions";
import { useSaving } from "./use-saving";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const ADDRESS = "*/api/v1/studio/components/:key";

function Bar() {
  const { setActions } = useSlots();
  const saving = useSaving();
  return (
    <>
      <div ref={setActions} />
      <EditorActions saving={saving} />
      {saving.problem !== null && <ProblemNotice error={saving.problem} />}
      {saving.conflict && <ConflictDialog user={saving.conflict.user} theirs={saving.conflict.theirs?.document} onTheirs={saving.takeTheirs} onKeep={saving.keepMine} />}
    </>
  );
}

function bar(findings: Finding[] = []) {
  return renderEditor(<TopBarSlots><Bar /></TopBarSlots>, invoices(), { findings });
}

const state = () => screen.getByTestId("saving-state");
const button = (name: string) => screen.getByRole("button", { name });

describe("saving", () => {
  it("sends the document with the version it was made on, and says so", async () => {
    let sent: Saved | undefined;
    server.use(http.put(ADDRESS, async ({ request }) => {
      sent = (await request.json()) as Saved;
      return HttpResponse.json(storedComponent(sent.document, { saved_version: 2, updated_at: new Date().toISOString() }));
    }));
    const { dispatch, session } = bar();
    expect(button("Save")).toBeDisabled();
    dispatch(run(changeSettings({ title: "Invoices" })));
    expect(state()).toHaveTextContent("Unsaved changes");
    await userEvent.click(button("Save"));
    await waitFor(() => expect(state()).toHaveTextContent(/^Saved \d+ s ago$/));
    expect(sent?.base_version).toBe(1);
    expect(sent?.document.settings.title).toBe("Invoices");
    expect(session().stored.saved_version).toBe(2);
  });

  it("keeps the changes and tells what is wrong when it fails", async () => {
    server.use(http.put(ADDRESS, () => problem(500, "internal_error")));
    const { dispatch, document } = bar();
    dispatch(run(changeSettings({ title: "Invoices" })));
    await userEvent.click(button("Save"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Something went wrong on the server");
    expect(state()).toHaveTextContent("Unsaved changes");
    expect(document().settings.title).toBe("Invoices");
  });
});

describe("somebody else saved first", () => {
  function conflict() {
    const theirs = { ...invoices(), settings: { ...invoices().settings, title: "Theirs" } };
    server.use(
      http.put(ADDRESS, () => problem(409, "concurrent_edit", { params: { user: "Grace", saved_version: 5 } })),
      http.get(ADDRESS, () => HttpResponse.json(storedComponent(theirs, { saved_version: 5 }))),
    );
    const editor = bar();
    editor.dispatch(run(addProperty(newProperty(editor.document(), randomIds))));
    return editor;
  }

  it("names them and what differs; keeping on loses nothing", async () => {
    const { document, session } = conflict();
    await userEvent.click(button("Save"));
    const dialog = await screen.findByRole("dialog", { name: "Grace saved this component first" });
    await waitFor(() => expect(dialog).toHaveTextContent("Property_1"));
    await userEvent.click(button("Keep editing"));
    expect(document().properties).toHaveLength(3);
    expect(session().stored.saved_version).toBe(1);
  });

  it("takes theirs over as a step that undo takes back, on top of their version", async () => {
    const { document, session, dispatch } = conflict();
    await userEvent.click(button("Save"));
    await screen.findByRole("dialog");
    await waitFor(() => expect(button("Take over saved version")).toBeEnabled());
    await userEvent.click(button("Take over saved version"));
    expect(document().settings.title).toBe("Theirs");
    expect(session().stored.saved_version).toBe(5);
    dispatch(undone());
    expect(document().properties).toHaveLength(3);
    expect(state()).toHaveTextContent("Unsaved changes");
  });
});

describe("Ready to publish", () => {
  const error: Finding = { severity: "error", code: "binding_broken", message: "broken", place: { component: "k" } };

  it("is offered for a saved component without errors, and no more once marked", async () => {
    server.use(http.post(`${ADDRESS}/ready`, () => HttpResponse.json(storedComponent(invoices(), { state: "ready" }))));
    bar([{ ...error, severity: "warning" }]);
    await userEvent.click(button("Ready to publish"));
    await waitFor(() => expect(button("Ready to publish")).toBeDisabled());
  });

  it("is not offered with errors or unsaved changes", () => {
    const { dispatch } = bar();
    expect(button("Ready to publish")).toBeEnabled();
    dispatch(run(changeSettings({ title: "Changed" })));
    expect(button("Ready to publish")).toBeDisabled();
  });

  it("is not offered with errors", () => {
    bar([error]);
    expect(button("Ready to publish")).toBeDisabled();
  });
});
