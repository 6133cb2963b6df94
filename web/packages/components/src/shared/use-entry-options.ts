import { useEffect, useState } from "react";

import type { Entry } from "../model";
import type { RuntimeApi } from "../runtime-api";

const PAGE = 30;
/** A pause in typing long enough to be one, short enough not to be felt. */
const TYPING_PAUSE_MS = 200;

interface Loaded {
  key: string;
  rows: readonly Entry[];
  /** The answer that is already among the rows. */
  answer: readonly Entry[] | undefined;
}

/** Entries offered by a picker: searched on the server, one more page whenever the end comes into sight. */
export function useEntryOptions(component: string | undefined, filter: string | null | undefined, typed: string, open: boolean, runtime: RuntimeApi) {
  const search = usePause(typed.trim());
  const byName = search ? `contains(name,'${search.replace(/'/g, "''")}')` : undefined;
  const combined = [filter, byName].filter(Boolean).join(" and ") || undefined;
  const key = `${component ?? ""}|${combined ?? ""}`;
  const [page, setPage] = useState({ key, number: 0 });
  const number = page.key === key ? page.number : 0;
  const result = runtime.useEntries(
    open && component && filter !== null ? { component, filter: combined, orderby: "name,id", select: ["name"], top: PAGE, skip: number * PAGE } : null,
  );
  const [loaded, setLoaded] = useState<Loaded>({ key, rows: [], answer: undefined });
  const ready = result.status === "ready";
  if (ready && result.rows !== loaded.answer) {
    const isNextPage = number > 0 && loaded.key === key;
    setLoaded({ key, rows: isNextPage ? merge(loaded.rows, result.rows) : result.rows, answer: result.rows });
  }
  return {
    rows: loaded.rows,
    loading: result.status === "loading" || result.status === "refreshing",
    failure: result.failure,
    more: () => {
      if (ready && result.rows.length === PAGE) setPage({ key, number: number + 1 });
    },
  };
}

function merge(known: readonly Entry[], added: readonly Entry[]): readonly Entry[] {
  const ids = new Set(known.map((row) => row.id));
  return [...known, ...added.filter((row) => !ids.has(row.id))];
}

function usePause(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
