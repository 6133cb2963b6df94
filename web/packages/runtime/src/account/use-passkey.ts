import { type Problem, toProblem } from "@aqtra/api";
import { useState } from "react";

import { PasskeyCancelled, PasskeyFailed } from "./passkeys";

export type PasskeyTrouble = Problem | "exists" | "other" | undefined;

interface Asked {
  data?: { options: Record<string, unknown> };
  error?: unknown;
}

/** Question from the server, answer of the authenticator, and what went wrong between the two. */
export function usePasskeyDialogue() {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<PasskeyTrouble>();

  /** The authenticator's answer; nothing when the person changed their mind, or something failed. */
  const ask = async (question: () => Promise<Asked>, answer: (options: Record<string, unknown>) => Promise<Record<string, unknown>>) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const { data, error } = await question();
      if (data) return await answer(data.options);
      setTrouble(asProblem(error));
    } catch (error) {
      if (!(error instanceof PasskeyCancelled)) setTrouble(error instanceof PasskeyFailed ? error.reason : "other");
    } finally {
      setBusy(false);
    }
    return undefined;
  };
  return { ask, busy, trouble, setTrouble };
}

/** What a mutation of the client left behind. */
export function asProblem(error: unknown): Problem {
  return typeof error === "object" && error !== null && "code" in error ? (error as Problem) : toProblem(500, null);
}
