/** The server as far as pages need it, over real HTTP requests. */
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";

export const INVOICES = "11111111-1111-4111-8111-111111111111";
export const SUPPLIERS = "22222222-2222-4222-8222-222222222222";
export const FORM_PAGE = "aaaaaaaa-0000-4000-8000-000000000001";
export const LIST_PAGE = "aaaaaaaa-0000-4000-8000-000000000002";
export const SAVE = "ffffffff-0000-4000-8000-000000000001";

const property = (name: string, title: string, type: string, more: object = {}) => ({ id: `p_${name}`, name, title, type, required: false, ...more });
const caption = (translation_value: string) => ({ translation_key: "", translation_value });
let count = 0;
const element = (kind: string, settings: object, children: object[] = []) => {
  count += 1;
  return { id: `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`, kind, name: `${kind}_${count}`, settings, children };
};

export function invoices(extra: object[] = []) {
  const save = element("button", { label: caption("Save"), command_type: "execute_dataflow", linked_dataflow: SAVE });
  const form = element("page", { title: caption("Invoice") }, [
    element("text_field", { binding: "data.Name" }),
    element("text_field", { binding: "data.Number" }),
    element("number", { binding: "data.Total" }),
    element("select", { binding: "data.Supplier" }),
    element("label", { binding: "data.Supplier.City" }),
    element("label", { binding: "data.Name" }),
    save,
    element("button", { label: caption("List"), command_type: "open_page", page: LIST_PAGE }),
    ...extra,
  ]);
  const list = element("page", { title: caption("All invoices") }, [
    element("data_grid", {
      component: INVOICES,
      show_add_button: true,
      command_type: "edit_record",
      columns: [
        { header_value: "Name", fields: ["data.Name"] },
        { header_value: "City", fields: ["data.Supplier.City"] },
      ],
    }),
  ]);
  return {
    key: INVOICES,
    version: 1,
    title: "Invoices",
    access_mode: "private",
    properties: [
      property("Name", "Name", "string"),
      property("Number", "Number", "string", { required: true, min_length: 2 }),
      property("Total", "Total", "number", { minimum: "0" }),
      property("Supplier", "Supplier", "catalog", { component: SUPPLIERS }),
    ],
    pages: [
      { ...form, id: FORM_PAGE },
      { ...list, id: LIST_PAGE },
    ],
    flows: [{ key: SAVE, name: "Save", kind: "dataflow" }],
  };
}

const suppliers = {
  key: SUPPLIERS,
  version: 1,
  title: "Suppliers",
  access_mode: "private",
  properties: [property("City", "City", "string")],
  pages: [],
  flows: [],
};

export const stored = {
  id: 7,
  name: null,
  createdDate: "2024-01-01T00:00:00Z",
  updateDate: "2024-01-01T00:00:00Z",
  creatorSubject: 1,
  changeAuthor: 1,
  version: 3,
  data: { Name: "Chairs", Number: "A-7", Total: "12345678901234567890.10", Supplier: { id: 5, name: "Acme" } },
};

export const session = { user: { id: 1, user_name: "ayse", display_name: "Ayşe" }, rights: [], csrf_token: "token-1", password_change_required: false };

interface Run {
  action?: string;
  model: { id: number; data: Record<string, unknown> };
}

/** Everything that was sent to flows, and every address that was read. */
export const sent: { runs: Run[]; reads: URL[]; tokens: (string | null)[] } = { runs: [], reads: [], tokens: [] };

export const RUN_ADDRESS = "*/api/v1/workplace/components/:key/flows/:flow/run";

export const envelope = (items: unknown[], actions: object[] = []) => ({ runId: "r", status: "completed", items, actions, session: null, warnings: [], error: null });

export const problem = (status: number, code: string, more: object = {}) =>
  HttpResponse.json(
    { type: "about:blank", title: code, status, detail: code, code, trace_id: "trace-1", translation_key: `errors.${code}`, params: {}, fields: [], ...more },
    { status, headers: { "content-type": "application/problem+json" } },
  );

export const server = setupServer(
  http.get("*/api/v1/session", () => HttpResponse.json(session)),
  http.get("*/api/v1/workplace/components/:key", ({ params }) => {
    if (params.key === INVOICES) return HttpResponse.json(invoices());
    return params.key === SUPPLIERS ? HttpResponse.json(suppliers) : problem(404, "not_found");
  }),
  http.get("*/api/v1/entries/:component", ({ request, params }) => {
    sent.reads.push(new URL(request.url));
    if (params.component === SUPPLIERS) return HttpResponse.json({ value: [{ ...stored, id: 5, name: "Acme", data: { City: "Bonn" } }] });
    return HttpResponse.json({ "@odata.count": 1, value: [stored] });
  }),
  http.get("*/api/v1/entries/:component/:id", ({ request }) => {
    sent.reads.push(new URL(request.url));
    return HttpResponse.json(stored);
  }),
  http.post(RUN_ADDRESS, async ({ request }) => {
    const run = (await request.json()) as Run;
    sent.runs.push(run);
    sent.tokens.push(request.headers.get("x-aqtra-token"));
    return HttpResponse.json(envelope([{ ...run.model, id: run.model.id || 8 }]));
  }),
);
