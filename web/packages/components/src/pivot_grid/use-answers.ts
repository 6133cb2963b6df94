import { useCallback, useMemo, useState } from "react";

import type { EntriesResult } from "../runtime-api";
import type { Answers } from "./answers";

const NONE: Answers = new Map();

/** Answers to the questions of these fields, by the id of the question. Those to questions of other fields are none to these. */
export function useAnswers(signature: string) {
  const [all, setAll] = useState<ReadonlyMap<string, Answers>>(NO_FIELDS);
  const onAnswer = useCallback(
    (id: string, answer: EntriesResult | undefined) => {
      setAll((old) => {
        const own = new Map(old.get(signature));
        if (answer) own.set(id, answer);
        else own.delete(id);
        const others = [...old].filter(([other]) => other !== signature);
        return new Map<string, Answers>(own.size > 0 ? [...others, [signature, own]] : others);
      });
    },
    [signature],
  );
  return { answers: useMemo(() => all.get(signature) ?? NONE, [all, signature]), onAnswer };
}

const NO_FIELDS: ReadonlyMap<string, Answers> = new Map();
