import { type MutableRefObject, useEffect, useRef } from "react";

/** What was last drawn, for effects and handlers that must not run anew because of it. Declare it before them. */
export function useLatest<Value>(value: Value): MutableRefObject<Value> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
