/** Keeps the error list in step with the working copy. */

import type { Finding } from "@aqtra/model";
import { isDirty } from "@aqtra/model";
import { useEffect, useRef } from "react";

import { toProblem } from "../../../shared/to-problem";
import { useCheckComponentMutation } from "../api";
import { checked, useEditorDispatch, useSession } from "../state";

/** Long enough not to check every letter, short enough to feel live. */
const QUIET_MS = 500;

/** What a refusal of the whole document says, as findings: it must be mended before anything else. */
export function findingsOfRefusal(component: string, error: unknown): Finding[] {
  const problem = toProblem(error);
  if (problem.status !== 422) return [];
  const place = { component };
  if (problem.fields.length === 0) return [{ severity: "error", code: problem.code, message: problem.detail, place }];
  return problem.fields.map(({ field, message }) => ({ severity: "error", code: problem.code, message: `${field}: ${message}`, place }));
}

export function useLiveCheck(): void {
  const dispatch = useEditorDispatch();
  const history = useSession((session) => session.history);
  const [check] = useCheckComponentMutation();
  const { document } = history;
  // A saved document came with its findings.
  const isSaved = !isDirty(history);
  const latest = useRef(document);
  useEffect(() => {
    latest.current = document;
    if (isSaved) return undefined;
    const timer = setTimeout(() => {
      void check(document)
        .unwrap()
        .then(({ findings }) => findings)
        .catch((error: unknown) => findingsOfRefusal(document.key, error))
        .then((findings) => {
          if (latest.current === document) dispatch(checked(findings));
        });
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [check, dispatch, document, isSaved]);
}
