import type { OwnAccountInfo } from "@aqtra/api";
import { type ReactNode, useState } from "react";

import { asProblem } from "../use-passkey";
import { ProofDialog } from "./proof";

interface Result {
  data?: unknown;
  error?: unknown;
}

/** Does something that may need a proof: asks for it when the server does, and goes on where it stopped. */
export type Guarded = <Answer extends Result>(action: () => Promise<Answer>) => Promise<Answer>;

export function useProof(account: OwnAccountInfo): { guarded: Guarded; dialog: ReactNode } {
  const [waiting, setWaiting] = useState<{ settle: (proved: boolean) => void }>();

  const guarded: Guarded = async (action) => {
    const result = await action();
    if (!result.error || asProblem(result.error).code !== "proof_required") return result;
    const proved = await new Promise<boolean>((settle) => {
      setWaiting({ settle });
    });
    setWaiting(undefined);
    return proved ? guarded(action) : result;
  };
  const dialog = waiting && <ProofDialog account={account} onProved={() => waiting.settle(true)} onClose={() => waiting.settle(false)} />;
  return { guarded, dialog };
}
