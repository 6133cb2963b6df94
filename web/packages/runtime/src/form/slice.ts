/** Open forms: values, errors and what is under way. One reducer, mounted as `runtime`. */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

import type { BrokenRule } from "./validate";
import { type FormValues, type Model, newHead } from "./model";

export interface PageProblem {
  readonly title: string;
  readonly traceId?: string | undefined;
  readonly tone: "error" | "info";
}

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

const slice = createSlice({
  name: "runtime",
  initialState,
  reducers: {
    opened(state, { payload }: PayloadAction<{ form: string; component: string; model: Model }>) {
      const { form, component, model } = payload;
      state.forms[form] = {
        component,
        head: model.head,
        values: model.values,
        // A new entry is unsaved as soon as somebody types, not because of its defaults.
        saved: model.values,
        errors: {},
        summary: [],
        problem: null,
        busy: [],
        loose: {},
        elements: state.forms[form]?.elements ?? {},
      } as (typeof state.forms)[string];
      state.recent = [...state.recent.filter((id) => id !== form), form];
      const dropped = new Set(state.recent.splice(0, Math.max(0, state.recent.length - KEPT_FORMS)));
      if (dropped.size > 0) state.forms = Object.fromEntries(Object.entries(state.forms).filter(([id]) => !dropped.has(id)));
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
      if (!form) return;
      if (payload.error) form.errors[payload.path] = payload.error;
      else {
        // Only when there is something to clear: a new object would make every control look again.
        if (payload.path in form.errors) form.errors = Object.fromEntries(Object.entries(form.errors).filter(([path]) => path !== payload.path));
        if (form.summary.includes(payload.path)) form.summary = form.summary.filter((path) => path !== payload.path);
      }
    },
    checked(state, { payload }: PayloadAction<At<Record<string, BrokenRule>>>) {
      const form = state.forms[payload.form];
      if (!form) return;
      form.errors = payload.value;
      form.summary = Object.keys(payload.value);
      form.problem = null;
    },
    problemShown(state, { payload }: PayloadAction<At<PageProblem | null>>) {
      const form = state.forms[payload.form];
      if (form) form.problem = payload.value;
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

/** Has the reader changed anything since it was loaded or saved? */
export function isDirty(form: FormState | undefined): boolean {
  if (!form || form.values === form.saved) return false;
  const names = new Set([...Object.keys(form.values), ...Object.keys(form.saved)]);
  return [...names].some((name) => !same(form.values[name], form.saved[name]));
}

function same(left: unknown, right: unknown): boolean {
  return left === right || (left ?? null) === (right ?? null) || JSON.stringify(left) === JSON.stringify(right);
}
