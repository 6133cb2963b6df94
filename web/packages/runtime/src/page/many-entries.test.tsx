/** Collections that show more entries than the server tells at once: charts. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

import { openPage } from "../testing/page";
import { INVOICES, invoices, problem, server } from "../testing/server";

const DEFINITION = "*/api/v1/workplace/components/:key";
const ENTRIES = "*/api/v1/entries/:component";
const PAGE = 1000;

const chart = (source: object) => ({
  id: "00000000-0000-4000-9000-000000000001",
  kind: "charts",
  name: "Chart_1",
  settings: { component: INVOICES, label_field: "data.Number", data_source: [{ value: "data.Total", ...source }] },
  children: [],
});

/** The server with so many rows; what it was asked, apart from what stays the same. */
function serve(source: object, rows: readonly object[], options: { links: boolean }) {
  const asked: string[] = [];
  server.use(
    http.get(DEFINITION, () => HttpResponse.json(invoices([chart(source)]))),
    http.get(ENTRIES, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const from = Number(query.get("$skiptoken") ?? query.get("$skip") ?? 0);
      asked.push(["$top", "$skip", "$skiptoken", "$count"].flatMap((name) => (query.has(name) ? [`${name}=${query.get(name) ?? ""}`] : [])).join(" "));
      if (Number(query.get("$top")) > PAGE) return problem(400, "bad_query");
      const value = rows.slice(from, from + PAGE);
      const link = options.links && from + PAGE < rows.length ? { "@odata.nextLink": `?$skiptoken=${String(from + PAGE)}` } : {};
      return HttpResponse.json({ "@odata.count": query.has("$count") ? rows.length : undefined, value, ...link });
    }),
  );
  return asked;
}

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
  vi.stubGlobal("ResizeObserver", class {
    observe() {}
    unobserve() {}
    disconnect() {}
  });
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
  vi.unstubAllGlobals();
});

const shownCount = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Show as table" }));
  return screen.findByText(/^1–100 of/);
};

it("are read page by page, each from where the one before ended", async () => {
  const asked = serve({}, Array.from({ length: 2500 }, (_, id) => ({ id, data: { Number: `N${id}`, Total: String(id) } })), { links: true });
  openPage();
  expect(await shownCount()).toHaveTextContent("1–100 of 2,500");
  expect(asked).toEqual(["$top=1000 $count=true", "$top=1000 $skiptoken=1000", "$top=1000 $skiptoken=2000"]);
});

it("are read with steps where they are groups, which have no next page", async () => {
  const asked = serve({ aggregate: "sum" }, Array.from({ length: 1200 }, (_, id) => ({ Number: `N${id}`, Value1: String(id) })), { links: false });
  openPage();
  expect(await shownCount()).toHaveTextContent("1–100 of 1,200");
  expect(asked).toEqual(["$top=1000 $count=true", "$top=1000 $skip=1000"]);
});

it("are read once where they fit a page", async () => {
  const asked = serve({}, Array.from({ length: PAGE }, (_, id) => ({ id, data: { Number: `N${id}`, Total: "1" } })), { links: false });
  openPage();
  expect(await shownCount()).toHaveTextContent("1–100 of 1,000");
  expect(asked).toHaveLength(1);
});
