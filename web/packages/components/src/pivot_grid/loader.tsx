import { useEffect } from "react";

import type { EntriesResult, RuntimeApi } from "../runtime-api";
import type { Question } from "./answers";
import { levelEntriesQuery } from "./queries";

interface LoaderProps {
  question: Question;
  runtime: RuntimeApi;
  /** Undefined: the question is no longer asked. */
  onAnswer: (id: string, answer: EntriesResult | undefined) => void;
}

/** Asks one question. Draws nothing: how many there are changes with the groups that are open. */
export function Loader({ question, runtime, onAnswer }: LoaderProps) {
  const { id, query, page } = question;
  const answer = runtime.useEntries(levelEntriesQuery(query, page));
  const { status, rows, count } = answer;
  useEffect(() => {
    onAnswer(id, answer);
    // Only news are told; the object is a new one each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, status, rows, count, onAnswer]);
  useEffect(
    () => () => {
      onAnswer(id, undefined);
    },
    [id, onAnswer],
  );
  return null;
}
