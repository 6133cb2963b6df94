/** Open forms: values, errors and what is under way. One reducer, mounted as `runtime`. */
import type { Effect } from "@aqtra/scripting";
import type { GridStyles } from "@aqtra/components";
import { createSlice, type Draft, type PayloadAction } from "@reduxjs/toolkit";

import { changedValues } from "./changes";
import type { BrokenRule } from "./validate";
import { type FormValues, type Model, newHead } from "./model";

export interface PageProblem {
  readonly title: string;
  readonly traceId?: string | undefined;
  readonly tone: "error" | "info";
}

/** What a script says of an element beyond its settings. */
export interface ElementMark {
  readonly busy?: boolean;
  /** Null: nothing is wrong. Empty: something is, without words. */
  readonly error?: string | null;
}

/** The rule that a script says is broken: it stays until the script takes it back. */
export const SCRIPT_RULE = "script";

export interface FormState extends Model {
  readonly component: string;
  /** As loaded or last saved; what differs is unsaved. */
  readonly saved: FormValues;
  readonly errors: Readonly<Record<string, BrokenRule>>;
  /** Shown on top after a failed save: paths that belong to no control of the page included. */
  readonly summary: readonly string[];
  readonly problem: PageProblem | null;
  /** Elements whose command runs. */
  readonly busy: readonly string[];
  /** Values of controls without a binding; never sent. */
  readonly loose: Readonly<Record<string, unknown>>;
  /** Sorting, filters and page of collections, by element. */
  readonly elements: Readonly<Record<string, unknown>>;
  /** Settings that scripts have changed, by element. */
  readonly controls: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly marks: Readonly<Record<string, ElementMark>>;
  /** How scripts want the parts of grids to look, by element. */
  readonly styles: Readonly<Record<string, GridStyles>>;
  /** Of a card: the form of the page around it. */
  readonly page?: string | undefined;
}

export interface RuntimeState {
  readonly forms: Readonly<Record<string, FormState>>;
  /** Ids, the most recently opened last. */
  readonly recent: readonly string[];
}

/** Screens a reader can go back to with their state; older ones are loaded anew. */
const KEPT_FORMS = 12;

const initialState: RuntimeState = { forms: {}, recent: [] };

interface At<Value> {
  form: string;
  value: Value;
}

function blank(component: string, { head, values }: Model): FormState {
  // A new entry is unsaved as soon as somebody types, not because of its defaults.
  return { component, head, values, saved: values, errors: {}, summary: [], problem: null, busy: [], loose: {}, elements: {}, controls: {}, marks: {}, styles: {} };
}

/** Errors that a script has added and not taken back. */
export function scriptErrors(errors: FormState["errors"]): Record<string, BrokenRule> {
  return Object.fromEntries(Object.entries(errors).filter(([, { rule }]) => rule === SCRIPT_RULE));
}

function applyEffect(form: Draft<FormState>, effect: Effect): void {
  switch (effect.do) {
    case "value":
      form.values[effect.name] = effect.value;
      if (form.errors[`data.${effect.name}`]?.rule !== SCRIPT_RULE) clearError(form, `data.${effect.name}`);
      return;
    case "control":
      form.controls[effect.id] = { ...form.controls[effect.id], [effect.setting]: effect.value };
      return;
    case "error":
      if (effect.text === null) clearError(form, `data.${effect.name}`);
      else form.errors[`data.${effect.name}`] = { rule: SCRIPT_RULE, params: {}, message: effect.text };
      return;
    case "busy":
      form.marks[effect.id] = { ...form.marks[effect.id], busy: effect.busy };
      return;
    case "failed":
      form.marks[effect.id] = { ...form.marks[effect.id], error: effect.failed ? effect.text : null };
      return;
    case "styles":
      form.styles[effect.id] = { ...form.styles[effect.id], [effect.part]: effect.styles };
  }
}

function clearError(form: Draft<FormState>, path: string): void {
  // Only when there is something to clear: a new object would make every control look again.
  if (path in form.errors) form.errors = Object.fromEntries(Object.entries(form.errors).filter(([other]) => other !== path));
  if (form.summary.includes(path)) form.summary = form.summary.filter((other) => other !== path);
}

const slice = createSlice({
  name: "runtime",
  initialState,
  reducers: {
    opened(state, { payload }: PayloadAction<{ form: string; component: string; model: Model }>) {
      const { form, component, model } = payload;
      state.forms[form] = { ...blank(component, model), elements: state.forms[form]?.elements ?? {} } as (typeof state.forms)[string];
      state.recent = [...state.recent.filter((id) => id !== form), form];
      const dropped = new Set(state.recent.splice(0, Math.max(0, state.recent.length - KEPT_FORMS)));
      if (dropped.size > 0) state.forms = Object.fromEntries(Object.entries(state.forms).filter(([id]) => !dropped.has(id)));
    },
    /** The card of a list: its entry is loaded with the others, and it is no screen to go back to. */
    cardOpened(state, { payload }: PayloadAction<{ form: string; around: string; component: string; model: Model }>) {
      const { form, around, component, model } = payload;
      const { elements = {}, controls = {}, marks = {}, styles = {} } = state.forms[form] ?? {};
      const page = state.forms[around]?.page ?? around;
      state.forms[form] = { ...blank(component, model), elements, controls, marks, styles, page } as (typeof state.forms)[string];
    },
    closed(state, { payload }: PayloadAction<string>) {
      state.forms = Object.fromEntries(Object.entries(state.forms).filter(([id]) => id !== payload));
      state.recent = state.recent.filter((id) => id !== payload);
    },
    /** Somebody else has signed in: nothing typed before is for them. */
    cleared: () => initialState,
    valueChanged(state, { payload }: PayloadAction<At<unknown> & { name: string }>) {
      const form = state.forms[payload.form];
      if (form) form.values[payload.name] = payload.value;
    },
    looseChanged(state, { payload }: PayloadAction<At<unknown> & { name: string }>) {
      const form = state.forms[payload.form];
      if (form) form.loose[payload.name] = payload.value;
    },
    fieldChecked(state, { payload }: PayloadAction<{ form: string; path: string; error: BrokenRule | undefined }>) {
      const form = state.forms[payload.form];
      if (!form || form.errors[payload.path]?.rule === SCRIPT_RULE) return;
      if (payload.error) form.errors[payload.path] = payload.error;
      else clearError(form, payload.path);
    },
    checked(state, { payload }: PayloadAction<At<Record<string, BrokenRule>>>) {
      const form = state.forms[payload.form];
      if (!form) return;
      form.errors = { ...payload.value, ...scriptErrors(form.errors) };
      form.summary = Object.keys(form.errors);
      form.problem = null;
    },
    problemShown(state, { payload }: PayloadAction<At<PageProblem | null>>) {
      const form = state.forms[payload.form];
      if (form) form.problem = payload.value;
    },
    /** What was told on top of a page is about that page; fields keep their errors. */
    pageLeft(state, { payload }: PayloadAction<{ form: string }>) {
      const form = state.forms[payload.form];
      if (form) Object.assign(form, { summary: [], problem: null });
    },
    /** What a script has changed, in its order. */
    scriptApplied(state, { payload }: PayloadAction<At<readonly Effect[]>>) {
      for (const effect of payload.value) {
        const form = state.forms[("card" in effect ? effect.card : undefined) ?? payload.form];
        if (form) applyEffect(form, effect);
      }
    },
    commandStarted(state, { payload }: PayloadAction<At<string>>) {
      state.forms[payload.form]?.busy.push(payload.value);
    },
    commandEnded(state, { payload }: PayloadAction<At<string>>) {
      const form = state.forms[payload.form];
      if (form) form.busy = form.busy.filter((id) => id !== payload.value);
    },
    /** A flow has answered with the entry as it is now. */
    adopted(state, { payload }: PayloadAction<At<Model>>) {
      const form = state.forms[payload.form];
      if (!form) return;
      Object.assign(form, { head: payload.value.head, values: payload.value.values, saved: payload.value.values, errors: {}, summary: [], problem: null });
    },
    elementStateChanged(state, { payload }: PayloadAction<At<unknown> & { element: string }>) {
      const form = state.forms[payload.form];
      if (form) form.elements[payload.element] = payload.value;
    },
  },
});

export const formActions = slice.actions;
export const formsCleared = slice.actions.cleared;
export const runtimeReducer = slice.reducer;

export interface RuntimeRoot {
  readonly runtime: RuntimeState;
}

export const emptyModel: Model = { head: newHead, values: {} };

export function selectForm(state: RuntimeRoot, form: string): FormState | undefined {
  return state.runtime.forms[form];
}

/** The form of the page that a card stands on; undefined for what is no card. */
export function selectPageOf(state: RuntimeRoot, form: string): FormState | undefined {
  const page = selectForm(state, form)?.page;
  return page === undefined ? undefined : selectForm(state, page);
}

/** Has the reader changed anything since it was loaded or saved? */
export function isDirty(form: FormState | undefined): boolean {
  return form !== undefined && Object.keys(changedValues(form)).length > 0;
}
