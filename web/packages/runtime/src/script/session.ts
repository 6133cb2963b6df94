/** The script of one open form, over all pages that show the form one after the other. */
import type { CardOrigin, Element, EventOutcome, ListHandle } from "@aqtra/components";
import { type Effect, type FormAbout, type FormScript, type ScriptError, scriptHost } from "@aqtra/scripting";
import type { Store } from "@reduxjs/toolkit";

import type { Definition } from "../definition";
import { definitionIn } from "../definitions";
import { formActions, type RuntimeRoot, selectForm } from "../form/slice";
import { problemOf } from "../server";
import { refreshElement } from "../page/refreshes";
import { aboutForm, deviceNow, viewOf } from "./about";
import { argumentsOf } from "./arguments";
import { paintingOf } from "./painting";
import { failureText, reportFailure } from "./reports";
import { serve, type ServiceContext } from "./services";

type Root = RuntimeRoot & Parameters<typeof definitionIn>[0];

const sessions = new Map<string, ScriptSession>();

/** The script of a form, loaded with it; undefined when its component has none. */
export function sessionOf(form: string, definition: Definition, user: FormAbout["user"], store: Store<Root>): ScriptSession | undefined {
  const known = sessions.get(form);
  if (known?.source === sourceOf(definition)) return known;
  known?.close();
  if (!definition.script?.trim()) return undefined;
  const session = new ScriptSession(form, definition, user, store);
  sessions.set(form, session);
  return session;
}

export class ScriptSession {
  readonly source: string;
  /** The page that is shown now; it does what scripts ask for. */
  live: ServiceContext | undefined;
  private readonly script: FormScript;
  private readonly lists = new Map<number, ListHandle>();
  private readonly leave: () => void;

  constructor(
    private readonly form: string,
    private readonly definition: Definition,
    user: FormAbout["user"],
    private readonly store: Store<Root>,
  ) {
    this.source = sourceOf(definition);
    this.script = scriptHost().open({
      form,
      script: definition.script ?? "",
      modules: definition.modules ?? {},
      about: aboutForm(definition, user),
      view: () => {
        const state = selectForm(store.getState(), form);
        if (!state) throw new Error("the form is closed");
        return viewOf(state, deviceNow());
      },
      apply: (effects) => {
        this.apply(effects);
      },
      serve: (method, args) => this.serve(method, args),
      failed: (error, name) => {
        this.failed(error, name);
      },
      stopped: (again) => {
        this.stopped(again);
      },
    });
    this.leave = store.subscribe(() => {
      if (selectForm(store.getState(), form)?.component !== definition.key) this.close();
    });
  }

  close(): void {
    this.leave();
    scriptHost().close(this.form);
    if (sessions.get(this.form) === this) sessions.delete(this.form);
  }

  call(name: string, args: readonly unknown[]): Promise<EventOutcome> {
    return this.script.call(name, args);
  }

  /** An event of an element. Whoever listens to the model hears of values, whatever the element names. */
  async emit(element: Element, event: string, details: readonly unknown[], card?: CardOrigin): Promise<EventOutcome> {
    const name = element.settings[event];
    const outcome = typeof name === "string" && name !== "" ? this.hear(name, element, event, details, card) : Promise.resolve<EventOutcome>("unheard");
    if (event === "on_value_changed") void this.script.call(null, []);
    return outcome;
  }

  private hear(name: string, element: Element, event: string, details: readonly unknown[], card: CardOrigin | undefined): Promise<EventOutcome> {
    const sources = { types: (key: string | undefined) => this.typesOf(key), handle: (list: ListHandle) => this.handleOf(list), form: this.form };
    const painting = paintingOf(element, event, details, card, sources);
    return painting ? this.script.paint(name, painting) : this.call(name, argumentsOf(element, event, details, card, sources));
  }

  typesOf(key: string | undefined): Record<string, string> {
    const properties = (key && definitionIn(this.store.getState(), key)?.properties) || [];
    return Object.fromEntries(properties.map(({ name, type }) => [name, type]));
  }

  private handleOf(list: ListHandle): number {
    const known = [...this.lists].find(([, other]) => other === list)?.[0];
    const number = known ?? this.lists.size;
    this.lists.set(number, list);
    return number;
  }

  private apply(effects: readonly Effect[]): void {
    this.store.dispatch(formActions.scriptApplied({ form: this.form, value: effects }));
    for (const effect of effects) {
      if (effect.do === "log") console[effect.level](effect.text);
      if (effect.do === "refresh") this.refresh(effect);
    }
  }

  private refresh({ id, handle }: Extract<Effect, { do: "refresh" }>): void {
    const list = handle === null ? undefined : this.lists.get(handle);
    if (list) list.refresh();
    else if (!refreshElement(id)) this.live?.actions.reloadEntries();
  }

  private async serve(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (!this.live) throw { code: "not_supported", message: "the page is not shown any more" };
    try {
      const answer = await serve(method, args, this.live);
      return method === "open_dialog" && answer ? { entry: answer, types: this.typesOf(String((args.target as { component: string }).component)) } : answer;
    } catch (error) {
      if (isRefusal(error)) throw error;
      const { code, detail, status } = problemOf(error);
      throw { code, message: detail, status };
    }
  }

  private failed(error: ScriptError, name: string | null): void {
    if (!this.live) return;
    const { t, dispatch, page } = this.live.actions;
    reportFailure({ component: this.definition.key, page: page.id, name, error }, dispatch);
    dispatch(formActions.problemShown({ form: this.form, value: { tone: "error", title: failureText(error, t) } }));
  }

  private stopped(again: boolean): void {
    if (!this.live) return;
    const { t, dispatch, page } = this.live.actions;
    const error: ScriptError = { type: "ScriptLimit", message: "the script did not let go in time", module: null, line: null, trace: "" };
    reportFailure({ component: this.definition.key, page: page.id, name: null, error }, dispatch);
    dispatch(formActions.problemShown({ form: this.form, value: { tone: "error", title: t(again ? "scriptStopped" : "scriptEnded") } }));
  }
}

/** All that is run for the form. */
function sourceOf({ script, modules }: Definition): string {
  return JSON.stringify([script, modules]);
}

function isRefusal(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && "message" in error && !("translation_key" in error);
}
