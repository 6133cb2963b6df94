// @vitest-environment jsdom
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { forgetToken } from "./base-query";
import { toProblem } from "./problem";
import { cancelUpload, uploadFile } from "./upload";

const PART = 4;
const TARGET = { folder: null };
const PROBLEM = { headers: { "content-type": "application/problem+json" } };
const stored = { id: "u1", name: "a.txt", size: 10, content_type: "text/plain", created_at: "2026-01-01T00:00:00Z" };
const server = setupServer();

/** A server that keeps parts as ours does. */
class Uploads {
  readonly parts = new Map<number, string>();
  readonly tokens: (string | null)[] = [];
  begun: unknown[] = [];
  completed = 0;
  cancelled = 0;
  /** Statuses with which the next parts are refused, in order. */
  failures: number[] = [];
  code = "internal_error";
  onPart: ((number: number) => void) | undefined;

  get handlers() {
    const state = (size = 10) => ({ id: "u1", part_size: PART, parts: Math.ceil(size / PART), received: [...this.parts.keys()].sort(), expires_at: "x" });
    return [
      http.get("*/api/v1/session", () => HttpResponse.json({ csrf_token: "t" })),
      http.post("*/api/v1/uploads", async ({ request }) => {
        const body = (await request.json()) as { size: number };
        this.begun.push(body);
        return HttpResponse.json(state(body.size), { status: 201 });
      }),
      http.get("*/api/v1/uploads/u1", () => HttpResponse.json(state())),
      http.put("*/api/v1/uploads/u1/parts/:number", async ({ request, params }) => {
        this.tokens.push(request.headers.get("x-aqtra-token"));
        this.onPart?.(Number(params.number));
        const status = this.failures.shift();
        if (status === 0) return HttpResponse.error();
        if (status !== undefined) return HttpResponse.json({ code: this.code, detail: "x", fields: [] }, { status, ...PROBLEM });
        expect(request.headers.get("content-type")).toBe("application/octet-stream");
        this.parts.set(Number(params.number), await request.text());
        return new HttpResponse(null, { status: 204 });
      }),
      http.post("*/api/v1/uploads/u1/complete", () => {
        this.completed++;
        return HttpResponse.json(stored, { status: 201 });
      }),
      http.delete("*/api/v1/uploads/u1", () => {
        this.cancelled++;
        return new HttpResponse(null, { status: 204 });
      }),
    ];
  }
}

let uploads: Uploads;
beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
});
beforeEach(() => {
  forgetToken();
  uploads = new Uploads();
  server.use(...uploads.handlers);
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

const file = (content = "0123456789") => new File([content], "a.txt");
const at_once = { delays: [0, 0] };

describe("an upload", () => {
  it("sends the file in parts and answers what the server made of it", async () => {
    await expect(uploadFile(file(), TARGET)).resolves.toEqual(stored);
    expect(uploads.begun).toEqual([{ name: "a.txt", size: 10, target: TARGET }]);
    expect(Object.fromEntries(uploads.parts)).toEqual({ 0: "0123", 1: "4567", 2: "89" });
    expect(uploads.tokens).toEqual(["t", "t", "t"]);
  });

  it("tells how much has been sent, never more than there is", async () => {
    const seen: [number, number][] = [];
    await uploadFile(file(), TARGET, { onProgress: (sent, total) => seen.push([sent, total]) });
    const sent = seen.map(([bytes]) => bytes);
    expect(sent[0]).toBe(0);
    expect(sent.at(-1)).toBe(10);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(new Set(seen.map(([, total]) => total))).toEqual(new Set([10]));
  });

  it("of an empty file has no parts", async () => {
    await uploadFile(file(""), TARGET);
    expect(uploads.parts.size).toBe(0);
    expect(uploads.completed).toBe(1);
  });
});

describe("a failure", () => {
  it.each([0, 429, 502, 503, 504])("in passing (%i) is tried again", async (status) => {
    uploads.failures = [status, status];
    await uploadFile(file(), TARGET, at_once);
    expect(uploads.parts.size).toBe(3);
  });

  it("that stays is told, and the next call sends only what is missing", async () => {
    const same = file();
    uploads.onPart = (number) => {
      if (number === 1) uploads.failures = [503];
    };
    await expect(uploadFile(same, TARGET, at_once)).rejects.toMatchObject({ status: 503 });
    expect([...uploads.parts.keys()]).toEqual([0]);
    uploads.onPart = (number) => {
      expect(number).not.toBe(0);
    };
    const seen: number[] = [];
    await uploadFile(same, TARGET, { onProgress: (sent) => seen.push(sent) });
    expect(seen[0]).toBe(4);
    expect(uploads.begun).toHaveLength(1);
    expect(uploads.parts.size).toBe(3);
  });

  it("for good is told as a problem and not tried again", async () => {
    const same = file();
    uploads.failures = [415];
    uploads.code = "file_type";
    await expect(uploadFile(same, TARGET, at_once)).rejects.toMatchObject({ ...toProblem(415, { code: "file_type" }), detail: "x" });
    expect(uploads.tokens).toHaveLength(1);
    await uploadFile(same, TARGET);
    expect(uploads.begun).toHaveLength(2);
  });

  it("because another tab has signed in is repeated with the new token", async () => {
    uploads.failures = [403];
    uploads.code = "anti_forgery_failed";
    await uploadFile(file(), TARGET);
    expect(uploads.parts.size).toBe(3);
  });

  it("to find the upload again begins a new one", async () => {
    const same = file();
    uploads.failures = [503];
    await expect(uploadFile(same, TARGET, { delays: [] })).rejects.toMatchObject({ status: 503 });
    server.use(http.get("*/api/v1/uploads/u1", () => HttpResponse.json({ code: "upload_not_found" }, { status: 404, ...PROBLEM })));
    await uploadFile(same, TARGET);
    expect(uploads.begun).toHaveLength(2);
  });
});

describe("stopping", () => {
  it("keeps what was sent, and the same file goes on with another call", async () => {
    const same = file();
    const controller = new AbortController();
    uploads.onPart = (number) => {
      if (number === 1) controller.abort();
    };
    await expect(uploadFile(same, TARGET, { signal: controller.signal })).rejects.toMatchObject({ status: 0 });
    expect(uploads.completed).toBe(0);
    uploads.onPart = undefined;
    await uploadFile(same, TARGET);
    expect(uploads.begun).toHaveLength(1);
    expect(uploads.parts.size).toBe(3);
  });

  it("does not wait out the pause before another try", async () => {
    const controller = new AbortController();
    uploads.failures = [503];
    uploads.onPart = () => setTimeout(() => controller.abort(), 0);
    await expect(uploadFile(file(), TARGET, { signal: controller.signal, delays: [1_000_000] })).rejects.toMatchObject({ status: 0 });
  });

  it("before it began sends nothing", async () => {
    await expect(uploadFile(file(), TARGET, { signal: AbortSignal.abort() })).rejects.toMatchObject({ status: 0 });
    expect(uploads.begun).toEqual([]);
  });

  it("for good throws away what was sent", async () => {
    const same = file();
    uploads.failures = [503];
    await expect(uploadFile(same, TARGET, { delays: [] })).rejects.toMatchObject({ status: 503 });
    await cancelUpload(same, TARGET);
    await cancelUpload(same, TARGET);
    expect(uploads.cancelled).toBe(1);
    await uploadFile(same, TARGET);
    expect(uploads.begun).toHaveLength(2);
  });
});
