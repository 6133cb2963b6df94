import type { Problem } from "@aqtra/api";
import { Notice } from "@aqtra/ui";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { asProblem, type PasskeyTrouble } from "./use-passkey";

/** A refusal in words of the account; a broken rule of a field says more than the code around it. */
export function ProblemNote({ error }: { error: unknown }) {
  const { t } = useTranslation("account");
  if (!error) return null;
  const problem = asProblem(error);
  return (
    <Notice tone="error" traceId={problem.status >= 500 ? problem.trace_id : undefined}>
      {problemWords(problem, t)}
    </Notice>
  );
}

export function PasskeyNote({ trouble }: { trouble: PasskeyTrouble }) {
  const { t } = useTranslation("account");
  if (!trouble) return null;
  return typeof trouble === "string" ? <Notice tone="error">{t(`passkey.${trouble}`)}</Notice> : <ProblemNote error={trouble} />;
}

function problemWords(problem: Problem, t: TFunction<"account">): string {
  const [field] = problem.fields;
  if (field && problem.code === "weak_password") return t(`rules.${field.rule}`, { ...field.params, defaultValue: field.message });
  return t(`errors.${problem.code}`, { defaultValue: t("errors.other") });
}
