/** One way of asking before something that cannot be taken back. */

import { ConfirmDialog } from "@aqtra/ui";
import { createContext, useCallback, useContext, useState } from "react";
import type { PropsWithChildren, ReactNode } from "react";

export interface Question {
  title: string;
  text: ReactNode;
  /** Says what happens: "Delete component", not "OK". */
  action: string;
  destructive?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

interface Pending extends Question {
  answer: (yes: boolean) => void;
}

const AskContext = createContext<Ask | null>(null);

export function ConfirmProvider({ children }: PropsWithChildren) {
  // The question stays while the dialog fades out, so that its text does not vanish first.
  const [pending, setPending] = useState<Pending | null>(null);
  const [open, setOpen] = useState(false);
  const ask = useCallback<Ask>(
    (question) =>
      new Promise((answer) => {
        setPending({ ...question, answer });
        setOpen(true);
      }),
    [],
  );
  const answer = (yes: boolean): void => {
    setOpen(false);
    pending?.answer(yes);
  };
  return (
    <AskContext.Provider value={ask}>
      {children}
      <ConfirmDialog
        open={open}
        title={pending?.title ?? ""}
        text={pending?.text}
        confirmLabel={pending?.action ?? ""}
        destructive={pending?.destructive}
        onConfirm={() => answer(true)}
        onCancel={() => answer(false)}
      />
    </AskContext.Provider>
  );
}

export function useConfirm(): Ask {
  const ask = useContext(AskContext);
  if (!ask) throw new Error("useConfirm needs a ConfirmProvider above it");
  return ask;
}
