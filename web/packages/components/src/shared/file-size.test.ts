import { describe, expect, it } from "vitest";

import { fileSize } from "./file-size";

describe("file size", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [1023, "1,023 bytes"],
    [1024, "1 kB"],
    [1536, "1.5 kB"],
    [52_428_800, "50 MB"],
    [500 * 1024 * 1024 + 1, "500 MB"],
    [1024 ** 4, "1 TB"],
  ])("shows %d as %s", (bytes, shown) => {
    expect(fileSize(bytes, "en")).toBe(shown);
  });

  it("follows the reader's language", () => {
    expect(fileSize(1536, "ru")).toMatch(/^1,5\s/);
  });
});
