import { describe, expect, it } from "vitest";

import { destinationOf, isAddress } from "./address";

const HERE = "https://app.example.org/c/invoices";

describe("addresses", () => {
  it.each(["https://example.org", "http://example.org:8080/a?b#c", "mailto:a@example.org", "tel:+90(312)555-00-00", "/c/orders/first/3", "/", "?a=1", "#top"])(
    "are followed: %s",
    (address) => {
      expect(isAddress(address)).toBe(true);
      expect(destinationOf(address, HERE)).toBeDefined();
    },
  );

  it.each([
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://app.example.org/1",
    "//example.org",
    "/\\example.org",
    "https://user@example.org",
    "https://",
    "https://exa mple.org",
    "https://example.org:999999",
    "mailto:",
    "example.org",
    "",
  ])("are only text: %j", (address) => {
    expect(destinationOf(address, HERE)).toBeUndefined();
  });

  it("know what lies in this application", () => {
    expect(destinationOf("/c/orders?x=1#y", HERE)?.inside).toBe("/c/orders?x=1#y");
    expect(destinationOf("https://app.example.org/c/orders", HERE)?.inside).toBe("/c/orders");
    expect(destinationOf("https://app.example.org:8443/c/orders", HERE)?.inside).toBeUndefined();
    expect(destinationOf("http://app.example.org/c/orders", HERE)?.inside).toBeUndefined();
    expect(destinationOf("mailto:a@example.org", HERE)).toMatchObject({ inside: undefined, isPage: false });
  });
});
