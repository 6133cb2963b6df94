import type { SessionInfo } from "@aqtra/api";
import { useBeginSignInMutation, useLazyGetAccountQuery, useLazyGetSessionQuery } from "@aqtra/api/client";
import { useEffect, useRef, useState } from "react";

import { asProblem } from "../use-passkey";

/** The way to a provider: from this page, or beside it in a tab of its own, to which the page then listens. */
export function useProviderSignIn(beside: boolean, onSignedIn: (session: SessionInfo) => void) {
  const [begin, { error, isLoading, isSuccess, originalArgs }] = useBeginSignInMutation();
  const [probe] = useLazyGetAccountQuery();
  const [ask] = useLazyGetSessionQuery();
  const [waiting, setWaiting] = useState(false);

  const start = async (provider: string): Promise<void> => {
    // Opened by the click itself: browsers refuse windows that are opened later.
    const tab = beside ? window.open("", "_blank") : null;
    const { data } = await begin({ provider, begin: { return_to: window.location.pathname } });
    if (!data) return tab?.close();
    if (!tab) return window.location.assign(data.address);
    tab.opener = null;
    tab.location.assign(data.address);
    setWaiting(true);
  };
  // Asked of the account first: to know of a session without anybody in it would close the page that waits.
  const resume = async (): Promise<void> => {
    if ((await probe()).isError) return;
    const { data } = await ask();
    if (data?.user) onSignedIn(data);
  };

  const latest = useRef(resume);
  useEffect(() => {
    latest.current = resume;
  });
  useEffect(() => {
    if (!waiting) return undefined;
    const back = () => void latest.current();
    window.addEventListener("focus", back);
    return () => {
      window.removeEventListener("focus", back);
    };
  }, [waiting]);

  const going = isLoading || (isSuccess && !waiting) ? originalArgs?.provider : undefined;
  return { start, going, waiting, problem: error ? asProblem(error).code : null, resume };
}
