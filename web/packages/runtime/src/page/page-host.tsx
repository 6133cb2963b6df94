import Box from "@mui/material/Box";
import { EmptyState, SkeletonForm, useToast } from "@aqtra/ui";
import type { Problem } from "@aqtra/api";
import { useGetDefinitionQuery } from "@aqtra/api/client";
import { LayoutTemplate } from "lucide-react";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch, useStore } from "react-redux";

import { type ActionContext, runCommand } from "../actions";
import { type Definition, pageOf } from "../definition";
import { type ElementRules, RulesContext, ruledTree, usePageRules } from "../expressions/element-rules";
import { formActions, type RuntimeRoot, selectForm } from "../form/slice";
import type { DialogTarget, Navigation, Target } from "../navigation";
import { type Dispatch, problemOf, reloadEntries } from "../server";
import { changedTree } from "../script/changes";
import { useQuestions } from "../script/questions";
import { useAttending, usePageScript } from "../script/use-script";
import { ElementNode } from "./element-node";
import { focusFirst } from "./focus";
import { PageNotices } from "./page-notices";
import { createRuntime } from "./runtime";
import { useForm } from "./use-form";
import { useText } from "./use-text";

const PageDialog = lazy(() => import("./page-dialog").then((module) => ({ default: module.PageDialog })));
const QuestionDialog = lazy(() => import("../script/question-dialog").then((module) => ({ default: module.QuestionDialog })));

export interface PageHostProps {
  /** Id of the form instance; the same id later finds the same state. */
  form: string;
  target: Target;
  navigation: Omit<Navigation, "openDialog">;
  /** Draws a page that could not be opened: no right, missing, no connection. */
  renderProblem: (problem: Problem, retry: () => void) => ReactNode;
  onOpened?: (definition: Definition, page: string) => void;
}

/** A published page with its form, from loading to the dialogs it opens. */
export function PageHost({ form, target, navigation, renderProblem, onOpened }: PageHostProps) {
  const { t } = useTranslation("runtime");
  const loaded = useGetDefinitionQuery({ key: target.component });
  // The document as published; the generated type marks members optional that the server always fills.
  const definition = loaded.currentData as unknown as Definition | undefined;
  const { ready, problem, retry } = useForm(form, definition, target);
  const page = definition && pageOf(definition, target.page);
  const rules = usePageRules(definition);

  useEffect(() => {
    if (definition && page) onOpened?.(definition, page.id);
  }, [definition, page, onOpened]);

  if (loaded.isError && !definition) return renderProblem(problemOf(loaded.error), () => void loaded.refetch());
  if (problem) return renderProblem(problem, retry);
  if (definition && !page) return <EmptyState icon={LayoutTemplate} title={t("pageMissing")} text={t("pageMissingText")} />;
  if (!definition || !page || !ready || rules === undefined) return <SkeletonForm />;
  return <LivePage key={`${form}:${page.id}`} form={form} definition={definition} page={page} rules={rules} navigation={navigation} renderProblem={renderProblem} />;
}

interface LivePageProps extends Pick<PageHostProps, "form" | "navigation" | "renderProblem"> {
  definition: Definition;
  page: Definition["pages"][number];
  rules: ElementRules | null;
}

function LivePage({ form, definition, page, rules, navigation, renderProblem }: LivePageProps) {
  const { t, i18n } = useTranslation("runtime");
  const dispatch = useDispatch<Dispatch>();
  const store = useStore<RuntimeRoot>();
  const { show } = useToast();
  const [dialog, setDialog] = useState<DialogTarget>();
  const text = useText();
  const script = usePageScript(form, definition);
  const { ask, asked, answered } = useQuestions();
  const shownPage = useCallback(() => {
    const state = selectForm(store.getState(), form);
    return state ? changedTree(ruledTree(page, rules, definition, state), state.controls) : page;
  }, [store, form, page, rules, definition]);

  const context = useMemo<ActionContext>(
    () => ({
      form,
      definition,
      page,
      dispatch,
      getState: store.getState,
      navigation: { ...navigation, openDialog: setDialog },
      text,
      t,
      confirm: (message) => {
        show(message);
      },
      shownPage,
      focusFirstError: () => {
        // After the errors have been drawn, so that the control is described by them when it is read out.
        requestAnimationFrame(() => {
          const state = selectForm(store.getState(), form);
          focusFirst({ form, page: shownPage(), dispatch }, Object.keys(state?.errors ?? {}));
        });
      },
      reloadEntries: () => {
        reloadEntries(dispatch);
      },
      entry: () => selectForm(store.getState(), form)?.head.id ?? 0,
      callScript: script.call,
    }),
    [form, definition, page, shownPage, dispatch, store, navigation, text, t, show, script],
  );
  useAttending(script, context, ask);
  const locale = formattingLocale(i18n.resolvedLanguage ?? "en");
  const runtime = useMemo(
    () =>
      createRuntime({
        form,
        component: definition.key,
        locale,
        t,
        text,
        runCommand: (request) => runCommand(request, context),
        emit: script.emit,
        emitIn: script.emitIn,
        follow: (path) => {
          context.navigation.follow(path);
        },
      }),
    [form, definition.key, locale, t, text, context, script],
  );
  useEffect(
    () => () => {
      dispatch(formActions.pageLeft({ form }));
    },
    [dispatch, form],
  );
  const closeDialog = useCallback(() => {
    setDialog(undefined);
    reloadEntries(dispatch);
  }, [dispatch]);

  return (
    <Box data-form={form} sx={{ display: "grid", gap: 4, alignContent: "start", minWidth: 0 }}>
      <PageNotices form={form} definition={definition} page={page} />
      <RulesContext.Provider value={rules}>
        <ElementNode node={page} form={form} definition={definition} runtime={runtime} />
      </RulesContext.Provider>
      {dialog && (
        <Suspense fallback={null}>
          <PageDialog target={dialog} parentForm={form} navigation={navigation} renderProblem={renderProblem} onClose={closeDialog} />
        </Suspense>
      )}
      {asked && (
        <Suspense fallback={null}>
          <QuestionDialog key={asked.number} asked={asked} onAnswer={answered} />
        </Suspense>
      )}
    </Box>
  );
}

/** The language shown in the reader's own region: English days look different in London and in New York. */
function formattingLocale(language: string): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}
