import { Notice } from "@aqtra/ui";
import { Button } from "@mui/material";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { toProblem } from "../../shared/to-problem";

const OUTDATED = "concurrent_update";
/** What people here can do something about; the words say what. */
const ADVISED: ReadonlySet<string> = new Set([OUTDATED, "name_taken", "user_name_taken", "last_administrator"]);

interface AccessProblemProps {
  error: unknown;
  onClose: () => void;
  /** Takes over what somebody else saved, in place of what was typed here. */
  onReload?: () => void;
}

/** Why a change was refused, and how to go on; the form beside it keeps what was typed. */
export function AccessProblem({ error, onClose, onReload }: AccessProblemProps) {
  const { t } = useTranslation("access");
  if (error === undefined) return null;
  const { code, trace_id: traceId } = toProblem(error);
  if (!ADVISED.has(code)) return <ProblemNotice error={error} onClose={onClose} />;
  const reload = code === OUTDATED && onReload && (
    <Button size="small" onClick={onReload}>
      {t("problem.reload")}
    </Button>
  );
  return (
    <Notice tone="error" title={t(`problem.${code}.title`)} traceId={traceId} action={reload} onClose={onClose}>
      {t(`problem.${code}.text`)}
    </Notice>
  );
}
