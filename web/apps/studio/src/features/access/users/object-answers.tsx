import { TableCell, TableRow, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { Explanation } from "../api";
import { useWords } from "../contexts/use-words";
import { Allowed, AnswerTable, Grants } from "./answer-table";

type ObjectAnswer = Explanation["objects"][number];

/** Restricted flows, actions and confirmation steps of the component: may the user run or answer them, and why. */
export function ObjectAnswers({ objects }: { objects: readonly ObjectAnswer[] }) {
  const { t } = useTranslation("access");
  const words = useWords();
  return (
    <AnswerTable label={t("explain.objects")} first={t("explain.object")} firstWidth="36%">
      {objects.map((answer) => (
        <TableRow key={`${answer.kind}:${answer.object}`}>
          <TableCell sx={{ overflowWrap: "anywhere" }}>
            <Typography variant="body2">
              <bdi>{answer.name}</bdi>
            </Typography>
            <Typography variant="caption" component="p" color="textSecondary">
              {[t(`kinds.${answer.kind}`), answer.place].filter(Boolean).join(" · ")}
            </Typography>
          </TableCell>
          <TableCell>
            <Allowed allowed={answer.allowed} />
          </TableCell>
          <TableCell sx={{ overflowWrap: "anywhere" }}>
            <Typography variant="body2">{t(`explain.reasons.${answer.reason}`, { defaultValue: answer.reason })}</Typography>
            <Grants grants={answer.granted_by} words={words} />
          </TableCell>
        </TableRow>
      ))}
    </AnswerTable>
  );
}
