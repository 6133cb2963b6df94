import { EmptyState, Notice, SkeletonRows } from "@aqtra/ui";
import { Box, TableCell, TableRow, Typography } from "@mui/material";
import { CircleHelp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ComponentPicker } from "../../../shared/component-picker";
import { ProblemState } from "../../../shared/problems";
import { toProblem } from "../../../shared/to-problem";
import { useExplanation } from "../api";
import type { Explanation, User } from "../api";
import { EntryPicker } from "../contexts/entry-picker";
import { useWords } from "../contexts/use-words";
import type { Words } from "../contexts/use-words";
import { Section } from "../section";
import { Allowed, AnswerTable, Grants } from "./answer-table";
import { ObjectAnswers } from "./object-answers";

interface ExplainTabProps {
  user: User;
  unsaved: boolean;
}

/** Asks the platform as the user would, and says in words why the answer is what it is. */
export function ExplainTab({ user, unsaved }: ExplainTabProps) {
  const { t } = useTranslation("access");
  const [component, setComponent] = useState<string | null>(null);
  const [entry, setEntry] = useState<number | null>(null);
  return (
    <Section title={t("explain.title")} text={t("explain.text", { name: user.user_name })}>
      {unsaved && <Notice tone="warning">{t("rights.unsaved")}</Notice>}
      <Box sx={{ display: "grid", gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" }, gap: 4 }}>
        <ComponentPicker
          id="explain-component"
          label={t("explain.component")}
          value={component}
          onChange={(key) => {
            setComponent(key);
            setEntry(null);
          }}
        />
        {component !== null && <EntryPicker key={component} component={component} label={t("explain.entry")} placeholder={t("explain.anyEntry")} value={entry} onChange={setEntry} />}
      </Box>
      <Result user={user} component={component} entry={entry} />
    </Section>
  );
}

function Result({ user, component, entry }: { user: User; component: string | null; entry: number | null }) {
  const { t } = useTranslation("access");
  const { data, error, refetch } = useExplanation(user.id, component, entry);
  if (component === null) return <EmptyState compact icon={CircleHelp} title={t("explain.choose")} text={t("explain.chooseText")} />;
  if (error && toProblem(error).code === "user_not_found") return <Notice tone="warning">{t("explain.inactive")}</Notice>;
  if (error) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={5} />;
  return (
    <>
      {data.entry_visible !== null && (
        <Notice tone={data.entry_visible ? "success" : "warning"} title={t(data.entry_visible ? "explain.sees" : "explain.seesNot")}>
          {t(data.entry_visible ? "explain.seesText" : "explain.seesNotText")}
        </Notice>
      )}
      <Answers answers={data.answers} />
      {data.objects.length > 0 && <ObjectAnswers objects={data.objects} />}
    </>
  );
}

function Answers({ answers }: { answers: Explanation["answers"] }) {
  const { t } = useTranslation("access");
  const words = useWords();
  return (
    <AnswerTable label={t("explain.answers")} first={t("rights.right")} firstWidth={96}>
      {answers.map((answer) => (
        <TableRow key={answer.verb}>
          <TableCell>{t(`verbs.${answer.verb}`)}</TableCell>
          <TableCell>
            <Allowed allowed={answer.allowed} some={forSome(answer)} />
          </TableCell>
          <TableCell sx={{ overflowWrap: "anywhere" }}>
            <Why answer={answer} words={words} />
          </TableCell>
        </TableRow>
      ))}
    </AnswerTable>
  );
}

/** The component is open to the user, but no grant covers all of its entries. */
function forSome({ reason, granted_by: grants }: Explanation["answers"][number]): boolean {
  return reason === "granted" && grants.length > 0 && grants.every(({ context }) => context.entry !== null);
}

/** A reason of the platform in words; for grants, which role gives them where. */
function Why({ answer, words }: { answer: Explanation["answers"][number]; words: Words }) {
  const { t } = useTranslation("access");
  const { verb, allowed, reason, granted_by: grants } = answer;
  const needsRead = !allowed && grants.length > 0 && (verb === "update" || verb === "delete");
  const text = needsRead ? t("explain.needsRead") : t(`explain.reasons.${forSome(answer) ? "grantedSome" : reason}`, { defaultValue: reason });
  return (
    <>
      <Typography variant="body2">{text}</Typography>
      <Grants grants={grants} words={words} />
    </>
  );
}
