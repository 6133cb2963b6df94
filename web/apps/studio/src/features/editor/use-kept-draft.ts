import { useEffect } from "react";

import { useSession } from "./state";
import { keepDraft } from "./state/draft-storage";

/** Not at every letter: writing a large history takes a moment. */
const QUIET_MS = 300;

/** Keeps the working copy and its history for a reload of the page. */
export function useKeptDraft(): void {
  const key = useSession((session) => session.key);
  const history = useSession((session) => session.history);
  const baseVersion = useSession((session) => session.stored.saved_version);
  useEffect(() => {
    const keep = (): void => keepDraft(key, { baseVersion, history });
    const timer = setTimeout(keep, QUIET_MS);
    window.addEventListener("pagehide", keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", keep);
    };
  }, [key, history, baseVersion]);
}
