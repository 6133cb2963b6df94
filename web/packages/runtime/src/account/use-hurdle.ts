import type { Factor, SessionInfo } from "@aqtra/api";
import { useState } from "react";

/** Between password and session: the factors that are asked for, until they are answered or given up. */
export function useHurdle(session: SessionInfo | undefined) {
  const [known, setKnown] = useState<readonly Factor[] | "none">();
  const waiting = known ?? session?.pending_factors ?? "none";
  return {
    factors: waiting === "none" || waiting.length === 0 ? undefined : waiting,
    /** After the password: whether somebody is in already. */
    passed: (info: SessionInfo): boolean => {
      setKnown(info.pending_factors ?? "none");
      return info.user !== null;
    },
    giveUp: () => setKnown("none"),
  };
}
