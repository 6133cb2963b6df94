/** A small world of rights, as the platform answers, for tests of Access. */

import { answers, serve } from "../../testing";
import type { AccessTree, PermissionSet, Role, User } from "./api";
import { SYSTEM } from "./api";

export const DEPARTMENTS = "44444444-4444-4444-8444-444444444444";
export const INVOICES = answers.INVOICES;
export const GONE = "55555555-5555-4555-8555-555555555555";

export const APPROVE_BUTTON = "77777777-7777-4777-8777-777777777777";

export const tree: AccessTree = {
  components: [
    { key: DEPARTMENTS, title: "Departments", domains: ["digital-workplace"], restricted: true, has_entries: true, properties: [], flows: [], actions: [], steps: [] },
    {
      key: INVOICES,
      title: "Invoice Inventory",
      domains: ["digital-workplace"],
      restricted: true,
      has_entries: true,
      properties: [{ id: "p1", name: "Amount", title: "Amount due" }],
      flows: [{ key: "66666666-6666-4666-8666-666666666666", name: "Approve", kind: "dataflow" }],
      actions: [{ element: APPROVE_BUTTON, name: "Approve button", page: "Invoice" }],
      steps: [],
    },
  ],
  studio: ["components", "files"],
};

export const right = (component: string, verb: string) => ({ kind: "component" as const, component, object: "", verb });

export function permissionSet(change: Partial<PermissionSet> = {}): PermissionSet {
  return { id: 3, domain: "digital-workplace", name: "Invoices, read", permissions: [right(INVOICES, "open"), right(INVOICES, "read")], version: 2, ...change };
}

export function role(change: Partial<Role> = {}): Role {
  return { id: 9, domain: "digital-workplace", name: "Accountants", description: "", built_in: false, rights: [], pairs: [{ permission_set: 3, context: SYSTEM }], version: 4, ...change };
}

export const administrators = role({ id: 1, domain: null, name: "Administrators", built_in: true, rights: ["studio", "administer", "operations"], pairs: [] });
export const members = role({ id: 2, domain: null, name: "Members", built_in: true, pairs: [] });

export function user(change: Partial<User> = {}): User {
  return {
    id: 12,
    user_name: "grace",
    email: "grace@example.com",
    first_name: "Grace",
    middle_name: "",
    last_name: "Hopper",
    active: true,
    locked: false,
    assignments: [{ role: 2, context: SYSTEM }],
    version: 5,
    ...change,
  };
}

/** An administrator in front of two restricted components, one set, one role and one user. */
export function serveAccess(): void {
  serve("GET /session", { ...answers.session, rights: ["studio", "administer"] });
  serve("GET /studio/components", [answers.component({ published: true }), answers.component({ key: DEPARTMENTS, title: "Departments", published: true })]);
  serve("GET /studio/access/tree", tree);
  serve("GET /studio/access/permission-sets", [permissionSet()]);
  serve("GET /studio/access/permission-sets/3", permissionSet());
  serve("GET /studio/access/roles", [administrators, members, role()]);
  serve("GET /studio/access/roles/9", role());
  serve("GET /studio/access/users", { count: 1, value: [user()] });
  serve("GET /studio/access/users/12", user());
  serve("GET /studio/access/users/12/rights", []);
}

const NAMES = new Map([[1, "Sales"], [2, "Research"]]);

/** Serves the names of departments; answers the filters that were asked with. */
export function serveDepartments(): string[] {
  const asked: string[] = [];
  serve(`GET /entries/${DEPARTMENTS}`, (_, url) => {
    const filter = url.searchParams.get("$filter") ?? "";
    asked.push(filter);
    const found = [...NAMES].filter(([id, name]) => filter === "" || filter === `id eq ${id}` || (filter.startsWith("contains") && filter.includes(name.slice(0, 3))));
    return { value: found.map(([id, name]) => ({ id, name, data: {} })) };
  });
  return asked;
}
