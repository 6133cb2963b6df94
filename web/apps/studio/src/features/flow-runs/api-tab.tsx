import { EmptyState, Notice } from "@aqtra/ui";
import { Box, Button, Link, Typography } from "@mui/material";
import { Braces } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice, ProblemState } from "../../shared/problems";
import { toProblem } from "../../shared/to-problem";
import { useCallFlowMutation, useDescribeFlowQuery } from "./api";
import { InputBox } from "./input-box";
import { JsonView } from "./json-view";
import { operationOf } from "./operation";
import { useRuns } from "./runs-context";
import { jsonProblem, sampleInput } from "./sample";
import { TwoSides } from "./two-sides";

/** The published flow as an operation: where it is, what it takes and answers, and a place to try it. */
export function ApiTab() {
  const { t } = useTranslation("flow-runs");
  const { document, flow } = useRuns();
  const place = { component: document.key, flow: flow.key };
  const { data, error, refetch } = useDescribeFlowQuery(place);
  if (error && toProblem(error).status === 404) {
    const text = flow.generate_api_definition ? t("api.notPublished") : t("api.off");
    return <EmptyState compact icon={Braces} title={t("api.none")} text={text} />;
  }
  if (error) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return <TwoSides left={<TryOut />} right={<Description document={data} />} />;
}

function TryOut() {
  const { t } = useTranslation("flow-runs");
  const { document, flow } = useRuns();
  const [input, setInput] = useState(() => sampleInput(document));
  const [call, { data, error, isLoading, isSuccess }] = useCallFlowMutation();
  return (
    <>
      <Notice tone="warning">{t("api.tryAbout")}</Notice>
      <InputBox value={input} onChange={setInput} />
      <div>
        <Button
          variant="contained"
          size="small"
          disabled={isLoading || jsonProblem(input) !== null}
          onClick={() => void call({ component: document.key, flow: flow.key, body: JSON.parse(input) as unknown })}
        >
          {t("api.try")}
        </Button>
      </div>
      {error && <ProblemNotice error={error} />}
      {isSuccess && <JsonView label={t("api.answer")} value={data} />}
    </>
  );
}

function Description({ document }: { document: unknown }) {
  const { t } = useTranslation("flow-runs");
  const operation = operationOf(document);
  if (!operation) return null;
  const address = `${operation.path}/openapi.json`;
  return (
    <Box sx={{ display: "grid", gap: 3 }}>
      <Typography variant="subtitle2" component="h3">
        {operation.summary}
      </Typography>
      <Typography variant="mono" component="p" sx={{ overflowWrap: "anywhere" }}>
        POST {operation.path}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t("api.about")}{" "}
        <Link href={address} target="_blank" rel="noreferrer">
          {t("api.document")}
        </Link>
      </Typography>
      {operation.request !== undefined && (
        <section>
          <Typography variant="subtitle2">{t("api.request")}</Typography>
          <JsonView label={t("api.request")} value={operation.request} />
        </section>
      )}
      <section>
        <Typography variant="subtitle2">{t("api.response")}</Typography>
        <JsonView label={t("api.response")} value={operation.response} />
      </section>
    </Box>
  );
}
