/** Messages, questions and prompts of scripts, one after the other. */
import { useCallback, useRef, useState } from "react";

export interface Question {
  readonly kind: "message" | "confirm" | "reason";
  readonly title: string;
  readonly message: string;
}

export type AskQuestion = (question: Question) => Promise<unknown>;

export interface Asked extends Question {
  readonly number: number;
  readonly answer: (value: unknown) => void;
}

/** Questions wait for each other: two windows over one another could not be told apart. */
export function useQuestions() {
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const count = useRef(0);
  const ask = useCallback<AskQuestion>(
    (question) =>
      new Promise((resolve) => {
        count.current += 1;
        const number = count.current;
        setAsked((before) => [...before, { ...question, number, answer: resolve }]);
      }),
    [],
  );
  const answered = useCallback((question: Asked, value: unknown) => {
    setAsked((before) => before.filter((other) => other !== question));
    question.answer(value);
  }, []);
  return { ask, asked: asked[0], answered };
}
