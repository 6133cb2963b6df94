import { Notice } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import type { ColumnProblem } from "./column-problems";

/** What is still to be done about the columns. */
export function ColumnNotice({ problems }: { problems: readonly ColumnProblem[] }) {
  const { t } = useTranslation("maintenance");
  if (problems.length === 0) return null;
  return (
    <Notice tone="warning" title={t("import.columnErrors")}>
      {problems.map(({ problem, property }) => (
        <div key={`${problem}:${property ?? ""}`}>{t(`import.problems.${problem}`, { property })}</div>
      ))}
    </Notice>
  );
}
