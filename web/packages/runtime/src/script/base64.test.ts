import { expect, it } from "vitest";

import { decodeBase64 } from "./base64";

it.each([
  ["data:text/plain;charset=utf-8;base64,w7w=", "text/plain;charset=utf-8", true],
  ["data:application/pdf;base64,JVBERi0x", "application/pdf", true],
  ["JVBERi0x", "application/pdf", true],
  ["data:text/html;base64,PHNjcmlwdD4=", "text/html", false],
  ["data:image/svg+xml;base64,PHN2Zz4=", "image/svg+xml", false],
  ["AAAA", "application/octet-stream", false],
])("reads %s", async (url, type, isShown) => {
  const decoded = decodeBase64(url);
  expect(decoded?.content.type).toBe(type);
  expect(decoded?.isShown).toBe(isShown);
  expect(decoded?.content.size).toBeGreaterThan(0);
});

it.each(["https://else.where", "data:text/plain,hello", "data:text/html;base64,<b>", "", "A"])("refuses %s", (url) => {
  expect(decodeBase64(url)).toBeUndefined();
});
