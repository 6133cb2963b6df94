import Button from "@mui/material/Button";
import type { Problem } from "@aqtra/api";
import { problemText } from "@aqtra/runtime";
import { EmptyState, ErrorState } from "@aqtra/ui";
import { FileQuestion, Lock } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

/** Why a page is not shown, and where to go from here. */
export function ProblemScreen({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useTranslation("workplace");
  const { t: tRuntime } = useTranslation("runtime");
  useConnection(problem.status === 0, onRetry);
  if (problem.status === 401) return null;
  if (problem.status === 403) return <EmptyState icon={Lock} title={t("forbiddenTitle")} text={t("forbiddenText")} action={<StartLink />} />;
  // An address that is no address of ours is refused as unreadable: for the reader it does not exist.
  if (problem.status === 404 || problem.status === 422) return <MissingScreen />;
  return <ErrorState title={t("errorTitle")} text={problemText(problem, tRuntime)} traceId={problem.trace_id} onRetry={onRetry} />;
}

/** Tries again by itself when the connection is back. */
function useConnection(isLost: boolean, retry: () => void) {
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  useEffect(() => {
    if (!isLost) return undefined;
    const onOnline = () => {
      latest.current();
    };
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
    };
  }, [isLost]);
}

export function MissingScreen() {
  const { t } = useTranslation("workplace");
  return <EmptyState icon={FileQuestion} title={t("notFoundTitle")} text={t("notFoundText")} action={<StartLink />} />;
}

function StartLink() {
  const { t } = useTranslation("workplace");
  return (
    <Button component={Link} to="/">
      {t("goToStart")}
    </Button>
  );
}
