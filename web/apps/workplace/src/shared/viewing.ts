/** An administrator who looks at Workplace as somebody else, and what follows for this window. */
import { api, useGetSessionQuery } from "@aqtra/api/client";
import { formsCleared, isDirty, type RuntimeRoot } from "@aqtra/runtime";
import { useEffect, useRef } from "react";
import { useDispatch, useStore } from "react-redux";

/** The clocks of browser and server differ a little. */
const LATE_MS = 2_000;

/**
 * Reads everything anew when it is read with other eyes than before. What was typed as oneself stays; nothing of it can
 * be stored until viewing has ended.
 */
export function useViewing() {
  const dispatch = useDispatch();
  const store = useStore<RuntimeRoot>();
  const { data: session, refetch } = useGetSessionQuery();
  const before = useRef<number | null>(undefined);
  const viewing = session?.viewing ?? null;
  const eyes = session && (viewing?.id ?? null);

  useEffect(() => {
    const earlier = before.current;
    if (eyes === undefined || eyes === earlier) return;
    before.current = eyes;
    if (earlier === undefined) return;
    if (earlier === null && Object.values(store.getState().runtime.forms).some(isDirty)) return;
    dispatch(formsCleared());
    dispatch(api.util.resetApiState());
  }, [eyes, dispatch, store]);

  const until = viewing && !viewing.over ? viewing.until : null;
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setTimeout(() => void refetch(), Date.parse(until) - Date.now() + LATE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [until, refetch]);
  return viewing;
}
