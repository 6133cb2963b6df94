import type { ExplainedStep } from "@aqtra/api";
import { Chip, Table, TableBody, TableCell, TableHead, TableRow } from "@mui/material";
import { Database } from "lucide-react";
import { useTranslation } from "react-i18next";

/** A line for each step: what of it is done in the database, or why nothing is. */
export function ExplainedSteps({ steps }: { steps: readonly ExplainedStep[] }) {
  const { t } = useTranslation("flow-runs");
  const names = new Map(steps.map(({ step, name }) => [step, name]));
  return (
    <Table size="small" aria-label={t("database.steps")}>
      <TableHead>
        <TableRow>
          <TableCell>{t("database.step")}</TableCell>
          <TableCell>{t("database.done")}</TableCell>
          <TableCell>{t("database.remark")}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {steps.map((step) => (
          <TableRow key={step.step}>
            <TableCell component="th" scope="row">
              {step.name}
            </TableCell>
            <TableCell>
              {step.part ? (
                <Chip size="small" color="success" icon={<Database size={14} aria-hidden />} label={t(`database.parts.${step.part}`)} />
              ) : (
                t("database.here")
              )}
            </TableCell>
            <TableCell sx={{ color: "text.secondary" }}>
              <Remark step={step} query={names.get(step.pushedInto ?? "") ?? null} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Remark({ step, query }: { step: ExplainedStep; query: string | null }) {
  const { t } = useTranslation("flow-runs");
  if (step.reason) return t(`database.reasons.${step.reason}`);
  if (step.pushedInto === step.step) {
    return step.fields?.length ? t("database.fields", { fields: step.fields.join(", ") }) : t("database.onlyIds");
  }
  return query === null ? null : t("database.within", { query });
}
