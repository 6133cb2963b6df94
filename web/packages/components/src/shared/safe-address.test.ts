// @vitest-environment jsdom
import { describe, expect, it } from "vitest";

import { followAddress, safeAddress } from "./safe-address";

describe("addresses in content", () => {
  it.each(["https://example.org/a?b#c", "HTTP://example.org", "mailto:a@b.example", "tel:+4930123", "/components/1", "/"])("follow %s", (address) => {
    expect(safeAddress(` ${address} `)).toBe(address);
  });

  it.each([
    "javascript:__x()",
    "JaVaScRiPt:__x()",
    "java\tscript:__x()",
    "\u0001javascript:__x()",
    "vbscript:__x()",
    "data:text/html,<script>__x()</script>",
    "blob:https://example.org/1",
    "file:///etc/passwd",
    "//evil.example/x",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "example.org",
    "",
    null,
  ])("do not follow %j", (address) => {
    expect(safeAddress(address)).toBeUndefined();
  });

  it.each([
    ["https://example.org/", false, "_blank"],
    ["/components/1", false, ""],
    ["/components/1", true, "_blank"],
  ])("open %s where they belong", (address, inNewTab, target) => {
    const followed: HTMLAnchorElement[] = [];
    const watch = (event: Event) => {
      event.preventDefault();
      followed.push(event.target as HTMLAnchorElement);
    };
    document.addEventListener("click", watch, { once: true });
    expect(followAddress(address, inNewTab)).toBe(true);
    expect(followed.map((link) => [link.getAttribute("href"), link.target, link.rel])).toEqual([[address, target, "noopener noreferrer"]]);
  });

  it("opens nothing that is not safe", () => {
    expect(followAddress("javascript:__x()", true)).toBe(false);
  });
});
