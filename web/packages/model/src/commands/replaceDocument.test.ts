import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { applyBackward, execute } from "./command";
import { replaceDocument } from "./replaceDocument";

describe("replaceDocument", () => {
  it("takes everything over but the key, and undoing it brings everything back", () => {
    const theirs = { ...sample(), key: "another", properties: [], settings: { ...sample().settings, title: "Theirs" } };
    const executed = execute(sample(), replaceDocument(theirs));
    expect(executed?.document).toEqual({ ...theirs, key: sample().key });
    expect(executed && applyBackward(executed.document, executed.change)).toEqual(sample());
  });
});
