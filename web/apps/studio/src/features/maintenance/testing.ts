/** A component with entries, as the platform answers, for tests of Maintenance. */

import { answers, serve } from "../../testing";
import type { Job } from "./api";

export const CARS = "22222222-2222-4222-8222-222222222222";

const property = (name: string, type: string, change: object = {}) => ({ id: `p${name}`, name, title: name, type, required: false, primary_key: false, query: false, virtual: false, restrict_access: false, encrypted: false, ...change });

export function car(id: number, change: object = {}) {
  return { id, name: `Car ${id}`, createdDate: "2026-11-01T10:00:00Z", updateDate: "2026-11-02T10:00:00Z", creatorSubject: 1, changeAuthor: { id: 1, name: "Ada" }, version: 1, data: { Plate: `B-${id}`, Price: "100.50" }, ...change };
}

export function job(change: Partial<Job> = {}): Job {
  const ended: Job = {
    id: "j1",
    kind: "export",
    component: CARS,
    format: "xlsx",
    state: "completed",
    rows_done: 20,
    rows_total: 20,
    created: 0,
    updated: 0,
    refused: 0,
    error: null,
    has_result: true,
    has_report: false,
    created_at: "2026-11-20T10:00:00Z",
    started_at: "2026-11-20T10:00:00Z",
    ended_at: "2026-11-20T10:00:04Z",
    parameters: {},
    requested_by: 1,
  };
  return { ...ended, ...change };
}

interface Page {
  value: object[];
  "@odata.count"?: number;
  "@odata.nextLink"?: string;
}

/** Serves the component and pages of its entries; answers the addresses that were asked for. */
export function serveCars(page: (url: URL) => Page = () => ({ value: [car(1), car(2)], "@odata.count": 2 })): URL[] {
  const asked: URL[] = [];
  serve("GET /session", { ...answers.session, rights: ["studio", "administer"] });
  serve("GET /studio/components", [answers.component({ key: CARS, title: "Cars", published: true, state: "published" })]);
  serve("GET /bulk/jobs", []);
  serve(`GET /workplace/components/${CARS}`, {
    key: CARS,
    version: 3,
    title: "Cars",
    access_mode: "private",
    pages: [],
    flows: [],
    properties: [property("Plate", "string", { title: "Licence plate", primary_key: true, required: true }), property("Price", "number"), property("Sum", "number", { virtual: true })],
  });
  serve(`GET /entries/${CARS}`, (_, url) => {
    asked.push(url);
    return page(url);
  });
  return asked;
}
