import Link from "@mui/material/Link";
import type { Element } from "@aqtra/components";
import { Notice } from "@aqtra/ui";
import { useTranslation } from "react-i18next";
import { useDispatch, useSelector } from "react-redux";

import { type Definition, ownProperty, pathSteps } from "../definition";
import { formActions, type RuntimeRoot, selectForm } from "../form/slice";
import { ruleText } from "../messages";
import type { Dispatch } from "../server";
import { focusField } from "./focus";

interface PageNoticesProps {
  form: string;
  definition: Definition;
  page: Element;
}

/** On top of the page: what went wrong with the last command, and every field that needs attention. */
export function PageNotices({ form, definition, page }: PageNoticesProps) {
  const { t, i18n } = useTranslation("runtime");
  const dispatch = useDispatch<Dispatch>();
  const problem = useSelector((state: RuntimeRoot) => selectForm(state, form)?.problem);
  const summary = useSelector((state: RuntimeRoot) => selectForm(state, form)?.summary);
  const errors = useSelector((state: RuntimeRoot) => selectForm(state, form)?.errors);
  return (
    <>
      {problem && (
        <Notice
          tone={problem.tone}
          title={problem.tone === "error" ? t("commandFailed") : undefined}
          traceId={problem.traceId}
          onClose={() => {
            dispatch(formActions.problemShown({ form, value: null }));
          }}
        >
          {problem.title}
        </Notice>
      )}
      {summary && summary.length > 0 && (
        <Notice tone="error" title={t("summaryTitle", { count: summary.length })}>
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {summary.map((path) => {
              const property = ownProperty(definition, pathSteps(path)[0] ?? "");
              const error = errors?.[path];
              return (
                <li key={path}>
                  <Link
                    component="button"
                    type="button"
                    color="inherit"
                    underline="always"
                    sx={{ font: "inherit", textAlign: "start" }}
                    onClick={() => {
                      focusField({ form, page, dispatch }, path);
                    }}
                  >
                    {property?.title || property?.name || path}
                  </Link>
                  {error && `: ${ruleText(error, t, i18n.language)}`}
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
    </>
  );
}
