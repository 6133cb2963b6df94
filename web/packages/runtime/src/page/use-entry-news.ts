import { useEffect, useRef } from "react";

import { calmly } from "../calmly";
import { entryNews } from "../entry-news";

/** Calls `told` after entries of these components changed. No components: nothing is watched. */
export function useEntryNews(components: readonly string[], told: () => void): void {
  const latest = useRef(told);
  useEffect(() => {
    latest.current = told;
  });
  const keys = components.join(",");
  useEffect(() => {
    if (keys === "") return undefined;
    const calm = calmly(() => {
      latest.current();
    });
    const stop = entryNews.watch(keys.split(","), calm.ask);
    return () => {
      stop();
      calm.stop();
    };
  }, [keys]);
}
