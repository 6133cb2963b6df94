// @vitest-environment jsdom
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { SessionInfo } from "./generated.gen";
import { type ApiRequest, baseQuery, forgetToken, onSessionOpened, onUnauthorized, sessionOpened } from "./base-query";

const server = setupServer();
const signedOut = vi.fn();

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
  onUnauthorized(signedOut);
});
beforeEach(() => {
  forgetToken();
  signedOut.mockClear();
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

const ask = async (request: ApiRequest) => {
  const context = { signal: new AbortController().signal } as Parameters<typeof baseQuery>[1];
  return baseQuery(request, context, {});
};
const session = (token: string) => http.get("*/api/v1/session", () => HttpResponse.json({ csrf_token: token }));

describe("sessions that a flow opens", () => {
  const opened = { user: { id: 2, user_name: "ada", display_name: "Ada" }, rights: [], csrf_token: "of-ada", password_change_required: false } as SessionInfo;

  it("bring their token, and are told of", async () => {
    const told = vi.fn();
    onSessionOpened(told);
    sessionOpened(opened);
    let seen: string | null = null;
    server.use(
      http.post("*/api/v1/thing", ({ request }) => {
        seen = request.headers.get("x-aqtra-token");
        return HttpResponse.json({});
      }),
    );
    await ask({ url: "/api/v1/thing", method: "POST" });
    expect(seen).toBe("of-ada");
    expect(told).toHaveBeenCalledWith(opened);
  });

  it.each([
    ["invalid_credentials", 0],
    ["not_signed_in", 1],
  ])("that are refused with %s sign nobody out: %i", async (code, times) => {
    server.use(
      session("t"),
      http.post("*/api/v1/workplace/thing", () => HttpResponse.json({ code }, { status: 401, headers: { "content-type": "application/problem+json" } })),
    );
    await ask({ url: "/api/v1/workplace/thing", method: "POST" });
    expect(signedOut).toHaveBeenCalledTimes(times);
  });
});

describe("requests", () => {
  it("carry the session's token on changes only, fetched when it is not known yet", async () => {
    const seen: (string | null)[] = [];
    server.use(
      session("t1"),
      http.all("*/api/v1/thing", ({ request }) => {
        seen.push(request.headers.get("x-aqtra-token"));
        return HttpResponse.json({});
      }),
    );
    await ask({ url: "/api/v1/thing" });
    await ask({ url: "/api/v1/thing", method: "PUT", body: { a: 1 } });
    expect(seen).toEqual([null, "t1"]);
  });

  it("are repeated once when another tab has changed the session", async () => {
    const tokens = ["old", "new"];
    server.use(
      http.get("*/api/v1/session", () => HttpResponse.json({ csrf_token: tokens.shift() })),
      http.post("*/api/v1/thing", ({ request }) =>
        request.headers.get("x-aqtra-token") === "new"
          ? HttpResponse.json({ done: true })
          : HttpResponse.json({ code: "anti_forgery_failed" }, { status: 403, headers: { "content-type": "application/problem+json" } }),
      ),
    );
    expect((await ask({ url: "/api/v1/thing", method: "POST" })).data).toEqual({ done: true });
  });

  it("leave out options that are not given", async () => {
    let search = "";
    server.use(
      http.get("*/api/v1/thing", ({ request }) => {
        ({ search } = new URL(request.url));
        return HttpResponse.json({});
      }),
    );
    await ask({ url: "/api/v1/thing", params: { $top: 10, $filter: undefined, $skip: null } });
    expect(decodeURIComponent(search)).toBe("?$top=10");
  });
});

describe("errors", () => {
  it("carry code, fields and trace id", async () => {
    const fields = [{ field: "data.Number", rule: "unique", message: "taken", params: {} }];
    server.use(
      http.get("*/api/v1/thing", () =>
        HttpResponse.json({ code: "duplicate_key", detail: "x", trace_id: "t", fields }, { status: 409, headers: { "content-type": "application/problem+json" } }),
      ),
    );
    expect((await ask({ url: "/api/v1/thing" })).error).toMatchObject({ status: 409, code: "duplicate_key", trace_id: "t", translation_key: "errors.duplicate_key", fields });
  });

  it("are problems even when the answer is none", async () => {
    server.use(http.get("*/api/v1/thing", () => new HttpResponse("<html>", { status: 502, headers: { "x-trace-id": "t" } })));
    expect((await ask({ url: "/api/v1/thing" })).error).toMatchObject({ status: 502, code: "internal_error", trace_id: "t", fields: [] });
  });

  it("tell an unreachable server", async () => {
    server.use(http.get("*/api/v1/thing", () => HttpResponse.error()));
    expect((await ask({ url: "/api/v1/thing" })).error).toMatchObject({ status: 0, code: "unreachable" });
  });

  it("report the end of a session, but not a wrong password", async () => {
    server.use(
      session("t"),
      http.get("*/api/v1/thing", () => HttpResponse.json({}, { status: 401 })),
      http.post("*/api/v1/session", () => HttpResponse.json({ code: "wrong_credentials" }, { status: 401 })),
    );
    await ask({ url: "/api/v1/session", method: "POST", body: {} });
    expect(signedOut).not.toHaveBeenCalled();
    await ask({ url: "/api/v1/thing" });
    expect(signedOut).toHaveBeenCalledOnce();
  });
});
