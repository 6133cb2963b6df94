/** Which elements can be asked to read their rows again. */
import type { Element } from "@aqtra/components";
import { useEffect, useRef } from "react";

const listening = new Map<string, Set<() => void>>();

export function useRefreshes({ id }: Element, asked: () => void): void {
  const latest = useRef(asked);
  useEffect(() => {
    latest.current = asked;
  });
  useEffect(() => {
    const listeners = listening.get(id) ?? new Set();
    const listener = () => {
      latest.current();
    };
    listening.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) listening.delete(id);
    };
  }, [id]);
}

/** Wherever the element is drawn; false where it is not, or has no rows of its own. */
export function refreshElement(id: string): boolean {
  const listeners = listening.get(id);
  for (const listener of [...(listeners ?? [])]) listener();
  return listeners !== undefined;
}
