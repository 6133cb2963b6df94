/** What the command of a button or row does. */
import { collectionComponent, type CommandParameters, type CommandRequest, type Element, type Entry, type EventOutcome, isReference, type LocalizedText, type ParamPair } from "@aqtra/components";
import { type Envelope, type ErrorReport, type Problem, sessionOpened } from "@aqtra/api";
import type { TFunction } from "i18next";

import type { Definition } from "./definition";
import { definitionIn } from "./definitions";
import { formActions, type FormState, type RuntimeRoot, scriptErrors, selectForm } from "./form/slice";
import { type BrokenRule, pageErrors } from "./form/validate";
import type { FormValues, Model } from "./form/model";
import { actionModel, adoptItem, entryModel, readModel, wireValue } from "./form/values";
import { fetchFile, isFileLink } from "./files";
import { problemText } from "./messages";
import type { Navigation, Target } from "./navigation";
import { type Dispatch, fetchEntry, problemOf, runFlow } from "./server";

/** Everything a command may touch; the page provides it. */
export interface ActionContext {
  readonly form: string;
  readonly definition: Definition;
  readonly page: Element;
  /** The page as conditions and scripts have it now. */
  readonly shownPage: () => Element;
  readonly dispatch: Dispatch;
  readonly getState: () => RuntimeRoot;
  readonly navigation: Navigation;
  readonly text: (value: LocalizedText | null | undefined) => string;
  readonly t: TFunction<"runtime">;
  /** Confirms what was done. */
  readonly confirm: (text: string) => void;
  readonly focusFirstError: () => void;
  /** Collections read their rows again. */
  readonly reloadEntries: () => void;
  /** Id of the entry of the form as it is now. */
  readonly entry: () => number;
  /** Calls a function of the component's script. */
  readonly callScript: (name: string, args: readonly unknown[]) => Promise<EventOutcome>;
}

/** Runs one command; a second start while it runs does nothing. */
export async function runCommand(request: CommandRequest, context: ActionContext): Promise<void> {
  const { dispatch, getState } = context;
  // The same button stands in every card of a list.
  const form = request.card?.form ?? context.form;
  const { id } = request.element;
  if (selectForm(getState(), form)?.busy.includes(id)) return;
  dispatch(formActions.commandStarted({ form, value: id }));
  try {
    await perform(request, context);
  } catch (error) {
    showProblem(problemOf(error), context, request);
  } finally {
    dispatch(formActions.commandEnded({ form, value: id }));
  }
}

async function perform(request: CommandRequest, context: ActionContext): Promise<void> {
  const { parameters, row } = request;
  const { navigation, definition, form } = context;
  switch (request.command) {
    case "none":
      return;
    case "open_page": {
      const prefill = mapped(parameters.action_parameters, context, row);
      const keeps = Object.keys(prefill).length === 0 && !row;
      navigation.open({ component: definition.key, page: parameters.page, ...(keeps ? { form, entry: model(context).head.id } : split(prefill)) });
      return;
    }
    case "open_application": {
      if (!parameters.component) return inform("noTarget", context);
      navigation.open({ component: parameters.component, page: parameters.component_page, ...split(mapped(parameters.action_parameters, context, row)) });
      return;
    }
    case "edit_record":
      navigation.open({ component: parameters.component ?? rowComponentOf(request, definition), page: parameters.component_page, entry: row?.id });
      return;
    case "navigation_back":
      navigation.back();
      return;
    case "execute_dataflow":
      await executeDataflow(request, context);
      return;
    case "open_modal":
    case "open_sidebar":
      openDialog(request.command === "open_modal" ? "modal" : "sidebar", parameters, row, context);
      return;
    case "execute_workflow":
      return inform("noWorkflows", context);
    case "execute_script":
      return executeScript(request, context);
  }
}

/** What was clicked on comes before the configured parameters. */
async function executeScript({ parameters, row, ...request }: CommandRequest, context: ActionContext): Promise<void> {
  const entry = row ? [{ $entry: row, types: typesOf(rowComponentOf({ parameters, ...request }, context.definition), context) }] : [];
  const outcome = await context.callScript(parameters.method_name ?? "", [...entry, { $parameters: parameters.call_parameters ?? "" }]);
  if (outcome === "unheard") inform("noScripts", context);
}

function typesOf(component: string, { getState }: ActionContext): Record<string, string> {
  const properties = definitionIn(getState() as unknown as Parameters<typeof definitionIn>[0], component)?.properties ?? [];
  return Object.fromEntries(properties.map(({ name, type }) => [name, type]));
}

/** Asked for by a script: with the form's own model, whose answer the form takes over, or with another. Answers the items. */
export async function runDataflow(key: string, own: Record<string, unknown> | undefined, context: ActionContext): Promise<unknown> {
  const { definition, dispatch } = context;
  const flow = definition.flows.find((known) => known.key === key || known.name === key);
  if (!flow) throw { code: "flow_not_found", message: `the component has no dataflow ${key}` };
  const envelope = await runFlow(dispatch, definition.key, flow.key, undefined, own ?? actionModel(model(context)));
  if (envelope.error) throw reported(envelope.error);
  if (envelope.session) sessionOpened(envelope.session);
  if (!own) adopt(envelope, context);
  context.reloadEntries();
  applyActions(envelope, context);
  return envelope.items;
}

async function executeDataflow(request: CommandRequest, context: ActionContext): Promise<void> {
  const { definition, dispatch, form, t } = context;
  const flow = definition.flows.find(({ key }) => key === request.parameters.linked_dataflow);
  if (!flow) return inform("noFlow", context);
  if (request.validate !== false && !request.row && !isValid(context)) return;
  dispatch(formActions.problemShown({ form, value: null }));
  // A row holds only the columns shown; a flow receives the whole entry.
  const sent = request.row ? await rowModel(request, request.row, context) : actionModel(model(context));
  const envelope = await runFlow(dispatch, definition.key, flow.key, request.element.id, sent);
  if (envelope.error) return showProblem(reported(envelope.error), context, request);
  // Before the actions: they are the new user's.
  if (envelope.session) sessionOpened(envelope.session);
  if (!request.row) adopt(envelope, context);
  context.reloadEntries();
  context.confirm(t("flowCompleted", { flow: flow.name }));
  applyActions(envelope, context);
}

async function rowModel(request: CommandRequest, row: Entry, { dispatch, definition }: ActionContext) {
  const stored = await fetchEntry(dispatch, rowComponentOf(request, definition), row.id);
  return entryModel({ ...stored, data: { ...stored.data, ...request.card?.changes } });
}

/** Whoever shows rows says whose they are; older ones are known by the component they name. */
function rowComponentOf({ element, rowComponent }: CommandRequest, definition: Definition): string {
  return rowComponent ?? collectionComponent(element) ?? definition.key;
}

function isValid(context: ActionContext): boolean {
  const { dispatch, form, definition } = context;
  const { errors: known, values } = model(context);
  const errors = { ...pageErrors(context.shownPage(), definition, values), ...scriptErrors(known) };
  dispatch(formActions.checked({ form, value: errors }));
  if (Object.keys(errors).length === 0) return true;
  context.focusFirstError();
  return false;
}

function adopt(envelope: Envelope, context: ActionContext): void {
  const before = model(context);
  const after = adoptItem(before, envelope.items[0], context.definition);
  if (!after) return;
  context.dispatch(formActions.adopted({ form: context.form, value: after }));
  if (before.head.id !== after.head.id) context.navigation.entrySaved(after.head.id);
}

/** Form actions in order; of several that lead elsewhere the last one wins. */
function applyActions(envelope: Envelope, context: ActionContext): void {
  const leads = (kind: unknown) => kind === "open_page" || kind === "open_component";
  const last = envelope.actions.filter(({ kind }) => leads(kind)).at(-1);
  for (const action of envelope.actions) if (!leads(action.kind)) applyAction(action, context);
  if (last) applyAction(last, context);
}

function applyAction(action: Readonly<Record<string, unknown>>, context: ActionContext): void {
  const { navigation, definition, t, dispatch, form } = context;
  const string = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const component = string(action.component) ?? definition.key;
  const target: Target = { component, page: string(action.page), ...split((action.parameters as FormValues | null | undefined) ?? {}) };
  switch (action.kind) {
    case "open_page":
      navigation.open(action.parameters || component !== definition.key ? target : { ...target, form: context.form, entry: model(context).head.id });
      return;
    case "open_component":
      navigation.open(target);
      return;
    case "open_modal":
    case "open_sidebar": {
      const size = { width: action.h_size ?? action.width, height: action.v_size ?? action.height } as { width?: number; height?: number };
      const position = string(action.position) as "top" | undefined;
      navigation.openDialog({ ...target, ...size, position, kind: action.kind === "open_modal" ? "modal" : "sidebar", title: string(action.title) });
      return;
    }
    case "execute_script":
      void context.callScript(String(action.method), [{ $plain: action.item }]).then((outcome) => {
        if (outcome === "unheard") inform("noScripts", context);
      });
      return;
    case "download_file":
    case "open_file_in_new_tab":
      if (!isFileLink(action.url)) return inform("noFile", context);
      fetchFile(action.url, action.kind === "download_file" ? string(action.name) ?? "" : undefined);
      return;
    default:
      dispatch(formActions.problemShown({ form, value: { tone: "info", title: t("unknownAction", { kind: String(action.kind) }) } }));
  }
}

function openDialog(kind: "modal" | "sidebar", parameters: CommandParameters, row: Entry | undefined, context: ActionContext): void {
  if (!parameters.component) return inform("noTarget", context);
  context.navigation.openDialog({
    kind,
    component: parameters.component,
    page: parameters.component_page,
    title: context.text(parameters.dialog_title) || undefined,
    width: parameters.dialog_width,
    height: parameters.dialog_height,
    position: parameters.position,
    ...split(mapped(parameters.action_parameters, context, row)),
  });
}

/** Parameters for the target: constants and values of the row, or of the form when there is none. */
function mapped(pairs: readonly ParamPair[] | undefined, context: ActionContext, row: Entry | undefined): FormValues {
  const source: Model = row ? { head: { ...model(context).head, ...row, name: row.name ?? null } as Model["head"], values: row.data } : model(context);
  return Object.fromEntries((pairs ?? []).map(({ target, source: path, const: constant }) => [target, path ? readModel(source, path) : constant]));
}

/** `id` names the entry to load, every other pair prefills a field. */
function split({ id, ...prefill }: FormValues): Pick<Target, "entry" | "prefill"> {
  const value = isReference(id) ? id.id : wireValue(id);
  const entry = typeof value === "number" ? value : Number.parseInt(typeof value === "string" ? value : "", 10);
  return { entry: Number.isSafeInteger(entry) && entry > 0 ? entry : undefined, prefill: Object.keys(prefill).length > 0 ? prefill : undefined };
}

function model(context: ActionContext): FormState {
  const form = selectForm(context.getState(), context.form);
  if (!form) throw new Error("the form is closed");
  return form;
}

function inform(key: "noTarget" | "noWorkflows" | "noScripts" | "noFlow" | "noFile", { dispatch, form, t }: ActionContext): void {
  dispatch(formActions.problemShown({ form, value: { tone: "info", title: t(key) } }));
}

/** The error of a run, in the shape of any other problem. */
function reported(error: ErrorReport): Problem {
  return {
    status: error.status,
    code: error.code,
    detail: error.message,
    translation_key: `errors.${error.code}`,
    params: error.params ?? {},
    fields: (error.details ?? []).map((field) => ({ ...field, params: field.params ?? {} })),
    trace_id: error.traceId,
  };
}

/**
 * Field errors go below their controls; what they do not say stands on top of the page. Those of a row are about
 * another entry than the form's: they go to the card, and the page says that there are some.
 */
function showProblem(problem: Problem, context: ActionContext, { row, card }: CommandRequest): void {
  const { dispatch, t, form } = context;
  // The app leads to sign-in by itself.
  if (problem.status === 401) return;
  const errors: Record<string, BrokenRule> = {};
  for (const { field, rule, params, message } of problem.fields) {
    const path = field.includes(".") ? field : `data.${field}`;
    errors[path] ??= { rule, params, message };
  }
  const hasErrors = Object.keys(errors).length > 0;
  if (hasErrors && !row) {
    dispatch(formActions.checked({ form, value: errors }));
    context.focusFirstError();
    return;
  }
  if (hasErrors && card) dispatch(formActions.checked({ form: card.form, value: errors }));
  dispatch(formActions.problemShown({ form, value: { tone: "error", title: problemText(problem, t), traceId: problem.trace_id } }));
}
