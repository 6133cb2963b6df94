/**
 * The one way to the server: cookie session, anti-forgery token on every change, errors as `Problem`.
 */
import type { BaseQueryFn } from "@reduxjs/toolkit/query";

import type { SessionInfo } from "./generated.gen";
import { type Problem, toProblem } from "./problem";

export interface ApiRequest {
  url: string;
  method?: string | undefined;
  body?: unknown;
  params?: Record<string, unknown> | undefined;
  headers?: Record<string, string | null | undefined> | undefined;
}

interface ResponseMeta {
  status: number;
  headers: Record<string, string>;
}

const SESSION = "/api/v1/session";
const TOKEN_HEADER = "X-Aqtra-Token";
const READS = new Set(["GET", "HEAD"]);
/** Answers whose 401 is an answer to the visitor, not the end of a session: a wrong password or code. */
const SIGN_IN_PATHS = /^\/api\/v1\/(session|account\/proof)(\/|$)/;
/** The same of a flow that signs people in. */
const REFUSED_BY_FLOW = "invalid_credentials";

let token: string | undefined;
let onSignedOut: (() => void) | undefined;
let onOpened: ((session: SessionInfo) => void) | undefined;

/** Called when the session has ended while the reader was at work. */
export function onUnauthorized(handler: () => void): void {
  onSignedOut = handler;
}

/** Called when something other than the sign-in form has signed the reader in, or half so. */
export function onSessionOpened(handler: (session: SessionInfo) => void): void {
  onOpened = handler;
}

/** A flow has opened a session: its cookie is set already, here is what belongs to it. */
export function sessionOpened(session: SessionInfo): void {
  remember(session);
  onOpened?.(session);
}

/** Forgets the anti-forgery token, as after a sign-out. */
export function forgetToken(): void {
  token = undefined;
}

export const baseQuery: BaseQueryFn<string | ApiRequest, unknown, Problem, object, ResponseMeta> = async (args, context) =>
  exchange(typeof args === "string" ? { url: args } : args, context.signal);

type Answer = { data: unknown; error?: undefined; meta: ResponseMeta } | { data?: undefined; error: Problem; meta?: ResponseMeta };

/** One request outside RTK Query, by the same rules. Never rejects. */
export async function exchange(request: ApiRequest, signal: AbortSignal): Promise<Answer> {
  const method = (request.method ?? "GET").toUpperCase();
  try {
    let response = await send(request, method, signal);
    let body = await parse(response);
    if (isStaleToken(response.status, body)) {
      // Another tab has signed in or out: the cookie is newer than the token held here.
      token = undefined;
      response = await send(request, method, signal);
      body = await parse(response);
    }
    const meta = { status: response.status, headers: Object.fromEntries(response.headers) };
    remember(body);
    if (response.ok) return { data: body ?? null, meta };
    const problem = toProblem(response.status, body, response.headers.get("x-trace-id"));
    if (response.status === 401 && !SIGN_IN_PATHS.test(request.url) && problem.code !== REFUSED_BY_FLOW) onSignedOut?.();
    return { error: problem, meta };
  } catch {
    // Not reached, not readable, or nobody waits for it any more.
    return { error: toProblem(0, null) };
  }
}

/** Whether a refusal means that the token held here is older than the session. */
export function isStaleToken(status: number, body: unknown): boolean {
  return status === 403 && toProblem(403, body).code === "anti_forgery_failed";
}

/** The header that every change carries. */
export async function tokenHeader(signal: AbortSignal): Promise<[name: string, value: string]> {
  return [TOKEN_HEADER, token ?? (await fetchToken(signal))];
}

async function send(request: ApiRequest, method: string, signal: AbortSignal): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  for (const [name, value] of Object.entries(request.headers ?? {})) if (value) headers.set(name, value);
  if (!READS.has(method)) headers.set(...(await tokenHeader(signal)));
  if (request.body !== undefined) headers.set("Content-Type", "application/json");
  return fetch(address(request), {
    method,
    headers,
    credentials: "same-origin",
    signal,
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
  });
}

function address({ url, params }: ApiRequest): string {
  // A relative request needs a base outside a browser's document; tests run under one too.
  const target = new URL(url, window.location.origin);
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== undefined && value !== null && value !== "") target.searchParams.set(name, String(value));
  }
  return target.toString();
}

/** A change before any session was read: the token comes with the (anonymous) session. */
async function fetchToken(signal: AbortSignal): Promise<string> {
  const response = await fetch(address({ url: SESSION }), { credentials: "same-origin", signal });
  remember(await parse(response));
  return token ?? "";
}

async function parse(response: Response): Promise<unknown> {
  if (response.status === 204 || response.status === 304) return null;
  if (!/[/+]json/.test(response.headers.get("content-type") ?? "")) return null;
  return response.json();
}

/** Every answer that describes the session brings the token that belongs to it. */
function remember(body: unknown): void {
  if (typeof body === "object" && body !== null && "csrf_token" in body && typeof body.csrf_token === "string") {
    token = body.csrf_token;
  }
}
