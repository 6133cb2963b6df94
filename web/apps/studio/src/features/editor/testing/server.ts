/** The platform's answers, at the network. */

import type { ComponentDocument } from "@aqtra/model";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";

const ROOT = "*/api/v1";

/** What every part of the editor may ask for; tests add or replace handlers with `server.use`. */
export const server = setupServer(
  http.get(`${ROOT}/session`, () => HttpResponse.json({ user: null, rights: [], csrf_token: "t", password_change_required: false })),
  http.get(`${ROOT}/studio/components`, () => HttpResponse.json([])),
  http.get(`${ROOT}/studio/domains`, () => HttpResponse.json([{ name: "digital-workplace", title: "Digital workplace" }])),
  http.get(`${ROOT}/studio/components/:key/uses`, () => HttpResponse.json([])),
  http.get(`${ROOT}/studio/components/:key/schedule`, () => HttpResponse.json({ active: false, zone: "UTC" })),
  http.get(`${ROOT}/studio/run-as-users`, () => HttpResponse.json([])),
);

export function problem(status: number, code: string, more: object = {}) {
  return HttpResponse.json({ status, code, title: code, detail: "", translation_key: `errors.${code}`, params: {}, fields: [], ...more }, { status });
}

export interface Saved {
  base_version: number;
  document: ComponentDocument;
}
