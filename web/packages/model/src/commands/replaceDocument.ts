import type { ComponentDocument } from "../documents";
import type { Command, DocumentDraft } from "./command";

/** Takes over another version of the document as one step, so that undoing it brings back one's own. */
export function replaceDocument(document: ComponentDocument): Command {
  return {
    label: "replaceDocument",
    run: (draft) => {
      Object.assign(draft, structuredClone(document) as DocumentDraft, { key: draft.key });
    },
  };
}
