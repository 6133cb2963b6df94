import { toProblem } from "@aqtra/api";
import { useState } from "react";

import { useEncryptionKeys } from "../api";

const POLL_MS = 1_000;

/** Encryption keys, and the rotation that was started here or found going on. */
export function useKeys() {
  const { data: keys, error } = useEncryptionKeys();
  const [watched, setWatched] = useState<number | null>(null);
  const rotation = keys?.rotation ?? undefined;
  const goesOn = rotation !== undefined && rotation.ended_at === null;
  if (goesOn && watched !== rotation.id) setWatched(rotation.id);
  // A second subscription of the same query: only it polls, and only while something is going on.
  const behind = watched !== null && (rotation === undefined || rotation.id < watched);
  useEncryptionKeys({ skip: !goesOn && !behind, pollingInterval: POLL_MS });
  const ended = rotation?.id === watched && !goesOn ? rotation : undefined;
  return {
    keys,
    error,
    rotation,
    running: goesOn || behind,
    /** What came of it, until it is forgotten; what ended before anybody looked is not told. */
    ended,
    problem: ended?.error ? toProblem(ended.error.status, { ...ended.error, detail: ended.error.message }) : undefined,
    watch: setWatched,
    forget: () => setWatched(null),
  };
}
