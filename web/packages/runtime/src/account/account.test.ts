// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";

import { deviceWords } from "./device-words";
import { linkOf } from "./links/link-of";
import { createPasskey, PasskeyCancelled, PasskeyFailed, passkeysWork, signWithPasskey } from "./passkeys";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a browser in words", () => {
  it.each([
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge · Windows"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · macOS"],
    ["Mozilla/5.0 (X11; CrOS x86_64 1.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome · ChromeOS"],
    ["curl/8.5.0", undefined],
    ["", undefined],
    [null, undefined],
  ])("%s", (agent, words) => {
    expect(deviceWords(agent)).toBe(words);
  });
});

describe("links from mails", () => {
  it.each([
    ["/account/password", "#abc", { purpose: "password", token: "abc" }],
    ["/studio/account/email/", "#abc", { purpose: "email", token: "abc" }],
    ["/account", "#abc", undefined],
    ["/account/other", "#abc", undefined],
    ["/c/account/password/x", "", undefined],
  ])("%s%s", (pathname, hash, link) => {
    expect(linkOf({ pathname, hash })).toEqual(link);
  });
});

/** A browser with passkeys whose authenticator answers as told. */
function browser(hostname: string, answer: () => Promise<unknown>) {
  const parse = (options: object) => options;
  vi.stubGlobal("PublicKeyCredential", { parseCreationOptionsFromJSON: parse, parseRequestOptionsFromJSON: parse });
  vi.stubGlobal("navigator", { credentials: { create: answer, get: answer } });
  vi.stubGlobal("location", { ...window.location, hostname });
}

describe("passkeys", () => {
  it.each([
    ["example.org", "example.org", true],
    ["crm.example.org", "example.org", true],
    ["evil-example.org", "example.org", false],
    ["127.0.0.1", "localhost", false],
    ["example.org", null, false],
  ])("at %s those of %s: %s", (here, host, works) => {
    browser(here, () => Promise.resolve(null));
    expect(passkeysWork(host)).toBe(works);
  });

  it("do not work in browsers that cannot read the question", () => {
    vi.stubGlobal("location", { ...window.location, hostname: "localhost" });
    expect(passkeysWork("localhost")).toBe(false);
    vi.stubGlobal("PublicKeyCredential", {});
    expect(passkeysWork("localhost")).toBe(false);
  });

  it("hand the answer over as JSON", async () => {
    browser("localhost", () => Promise.resolve({ toJSON: () => ({ id: "k" }) }));
    expect(await createPasskey({})).toEqual({ id: "k" });
    expect(await signWithPasskey({})).toEqual({ id: "k" });
  });

  it.each([
    ["NotAllowedError", PasskeyCancelled],
    ["AbortError", PasskeyCancelled],
    ["InvalidStateError", PasskeyFailed],
    ["SecurityError", PasskeyFailed],
  ])("that fail with %s", async (name, kind) => {
    browser("localhost", () => Promise.reject(new DOMException("", name)));
    await expect(createPasskey({})).rejects.toBeInstanceOf(kind);
  });
});
