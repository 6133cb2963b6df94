/** Failed requests, told in the user's words with the id that finds them in the logs. */

import { UNREACHABLE } from "@aqtra/api";
import { EmptyState, ErrorState, Notice } from "@aqtra/ui";
import type { TFunction } from "i18next";
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";

import { toProblem } from "../to-problem";
import type { Problem } from "../api";

function headline(problem: Problem, t: TFunction): string {
  return t(`problem.${problem.code}`, { defaultValue: t("problem.internal_error") });
}

/** In one line, beside the thing it is about: what went wrong and, where the server says, why. */
export function problemText(error: unknown, t: TFunction): string {
  const problem = toProblem(error);
  const reason = problem.detail || problem.fields.map((field) => field.message).join(" ");
  const title = t(`problem.${problem.code}`, { ns: "shared", defaultValue: t("problem.internal_error", { ns: "shared" }) });
  return reason ? `${title}: ${reason}` : title;
}

/** In place of a screen's content. */
export function ProblemState({ error, onRetry, compact }: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useTranslation();
  const problem = toProblem(error);
  if (problem.code === "permission_denied") return <NoPermission />;
  const hint = t(problem.code === UNREACHABLE ? "problem.networkHint" : "problem.retryHint");
  return (
    <ErrorState
      title={headline(problem, t)}
      text={problem.detail || hint}
      traceId={problem.trace_id}
      onRetry={onRetry}
      compact={compact}
    />
  );
}

/** Beside a form, whose contents stay. */
export function ProblemNotice({ error, onClose }: { error: unknown; onClose?: () => void }) {
  const { t } = useTranslation();
  const problem = toProblem(error);
  return (
    <Notice tone="error" title={headline(problem, t)} traceId={problem.trace_id} onClose={onClose}>
      {problem.detail || (problem.code === UNREACHABLE && t("problem.networkHint"))}
      {problem.fields.map((field) => (
        <div key={`${field.field}:${field.rule}:${field.message}`}>{field.message}</div>
      ))}
    </Notice>
  );
}

export function NoPermission() {
  const { t } = useTranslation();
  return <EmptyState icon={Lock} title={t("noPermission.title")} text={t("noPermission.text")} />;
}
