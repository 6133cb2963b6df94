// @vitest-environment jsdom
import { changeSettings, newHistory, push } from "@aqtra/model";
import { beforeEach, describe, expect, it } from "vitest";

import { invoices } from "../testing/invoices";
import { storedComponent } from "../testing/render-editor";
import { dropDraft, keepDraft, keptDraft } from "./draft-storage";

const saved = newHistory(invoices());
const changed = push(saved, changeSettings({ title: "Changed" }));

describe("a kept draft", () => {
  beforeEach(() => sessionStorage.clear());

  it("comes back with its history on the version it was made on", () => {
    keepDraft("k", { baseVersion: 1, history: changed });
    expect(keptDraft("k", storedComponent(invoices(), { saved_version: 1 }))?.history).toEqual(changed);
  });

  it("with unsaved changes comes back even when somebody saved since", () => {
    keepDraft("k", { baseVersion: 1, history: changed });
    expect(keptDraft("k", storedComponent(invoices(), { saved_version: 2 }))?.baseVersion).toBe(1);
  });

  it("without unsaved changes gives way to what somebody saved since", () => {
    keepDraft("k", { baseVersion: 1, history: saved });
    expect(keptDraft("k", storedComponent(invoices(), { saved_version: 2 }))).toBeNull();
  });

  it("is gone once dropped, and unreadable ones are ignored", () => {
    keepDraft("k", { baseVersion: 1, history: changed });
    dropDraft("k");
    expect(keptDraft("k", storedComponent(invoices()))).toBeNull();
    sessionStorage.setItem("aqtra.studio.draft.1.k", "{");
    expect(keptDraft("k", storedComponent(invoices()))).toBeNull();
  });
});
