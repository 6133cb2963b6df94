import { useEffect, useState } from "react";

const SECOND_MS = 1_000;

/** The present instant, renewed every second while something is going on. */
export function useNow(ticking: boolean): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNow(new Date().toISOString()), SECOND_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
