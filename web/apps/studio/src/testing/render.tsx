/** Studio as a builder meets it, with the platform's API answered by MSW. */

import { forgetToken } from "@aqtra/api";
import { ThemeProvider, ToastProvider } from "@aqtra/ui";
import { cleanup, configure, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import type { ReactElement } from "react";
import { Provider } from "react-redux";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterAll, afterEach, beforeAll, vi } from "vitest";

import { App } from "../app/app";
import { routes } from "../app/routes";
import { makeStore } from "../app/store";
import { startI18n } from "../i18n";
import { ConfirmProvider } from "../shared/confirm";
import { answers } from "./answers";

const API = `${window.location.origin}/api/v1`;

const world = {
  "GET /session": answers.session,
  "GET /session/providers": { local: true, default: null, providers: [] },
  "GET /identity-providers/enabled": [],
  "GET /studio/statistics": answers.statistics,
  "GET /studio/domains": [answers.domain],
  "GET /studio/domains/:name/menu": answers.menu,
  "GET /studio/domains/:name/settings": answers.settings,
  "GET /studio/components": [answers.component({})],
  "GET /studio/components/:key": { document: answers.document, findings: [] },
  "GET /studio/components/:key/schedule": { active: false, zone: "UTC" },
  "GET /studio/run-as-users": [],
  "GET /studio/publications/candidates": { components: [], modules: [] },
  "GET /studio/publications/current": null,
  "GET /studio/publications/versions": { versions: [] },
  "POST /studio/publications/preview": { changes: [], refusals: [], losses: [], audience: [], dependants: [], modules: [] },
};

type Given = object | null | Response;
type Answer = object | null | ((body: unknown, url: URL) => Given | Promise<Given>);

function handler(route: string, answer: Answer) {
  const [method = "GET", path = ""] = route.split(" ");
  const verb = method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
  return http[verb](`${API}${path}`, async ({ request }) => {
    const isJson = request.headers.get("content-type")?.includes("json") ?? false;
    const body: unknown = isJson ? await request.json() : undefined;
    const given = typeof answer === "function" ? await answer(body, new URL(request.url)) : answer;
    return given instanceof Response ? given : HttpResponse.json(given);
  });
}

const server = setupServer(...Object.entries(world).map(([route, answer]) => handler(route, answer)));

/** Answers one route in this test: `serve("GET /session", {…})`. */
export function serve(route: string, answer: Answer): void {
  server.use(handler(route, answer));
}

export function problem(status: number, code: string, members: object = {}): Response {
  return new Response(JSON.stringify({ status, code, detail: "", trace_id: "trace-1", ...members }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/** Stands for a WebSocket that nobody answers: screens fall back to asking. */
class SilentSocket {
  close(): void {
    // Nothing is open.
  }
}

// The first visit of a screen loads its chunk, which a busy machine may take a while to transform.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "not found") });

beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  vi.stubGlobal("WebSocket", SilentSocket);
  Element.prototype.scrollIntoView = () => undefined;
  await startI18n();
});

afterEach(() => {
  cleanup();
  server.resetHandlers();
  forgetToken();
  localStorage.clear();
});

afterAll(() => {
  server.close();
  vi.unstubAllGlobals();
});

/** Some part of a screen by itself, inside everything that the shell gives it. */
export function renderPart(part: ReactElement) {
  const user = userEvent.setup();
  const router = createMemoryRouter([{ path: "*", element: part }]);
  render(
    <Provider store={makeStore()}>
      <ThemeProvider>
        <ToastProvider>
          <ConfirmProvider>
            <RouterProvider router={router} />
          </ConfirmProvider>
        </ToastProvider>
      </ThemeProvider>
    </Provider>,
  );
  return { user };
}

export function renderStudio(path: string) {
  const user = userEvent.setup();
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(<App store={makeStore()} router={router} />);
  return { user, router };
}
