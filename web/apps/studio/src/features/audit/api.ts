/** Requests of the Audit screen, and the address of the same records as a file. */

import type { AuditRecord, ListAuditRecordsApiArg } from "@aqtra/api";

import { api } from "../../shared/api";

export type { AuditRecord } from "@aqtra/api";

/** What is typed into the filters; empty: anything. Times are those of the reader's own clock. */
export interface Filters {
  who: string;
  action: string;
  target: string;
  since: string;
  until: string;
}

export const NO_FILTERS: Filters = { who: "", action: "", target: "", since: "", until: "" };

export type Outcome = AuditRecord["outcome"];

function instant(local: string): string | undefined {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Filters as the server takes them: what is empty is not said. */
export function asQuery({ who, action, target, since, until }: Filters): ListAuditRecordsApiArg {
  const said = { who: who.trim(), action: action.trim(), target: target.trim(), since: instant(since), until: instant(until) };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== ""));
}

export function csvUrl(filters: Filters): string {
  const query = new URLSearchParams(Object.entries(asQuery(filters)).map(([name, value]) => [name, String(value)])).toString();
  return query === "" ? "/api/v1/access/audit/csv" : `/api/v1/access/audit/csv?${query}`;
}

export const { useListAuditRecordsQuery, useGetAuditChainQuery } = api;
