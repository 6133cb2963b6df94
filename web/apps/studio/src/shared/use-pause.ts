import { useEffect, useState } from "react";

/** A pause in typing long enough to be one, short enough not to be felt. */
const TYPING_PAUSE_MS = 200;

/** The text once nobody has typed for a moment: what is worth asking the server about. */
export function usePause(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
