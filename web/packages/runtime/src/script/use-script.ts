import type { EventOutcome, RuntimeApi } from "@aqtra/components";
import type { FormAbout } from "@aqtra/scripting";
import { api } from "@aqtra/api/client";
import { useEffect, useMemo } from "react";
import { useStore } from "react-redux";

import type { ActionContext } from "../actions";
import type { Definition } from "../definition";
import type { RuntimeRoot } from "../form/slice";
import type { AskQuestion } from "./questions";
import { type ScriptSession, sessionOf } from "./session";

type Root = RuntimeRoot & Parameters<ReturnType<typeof api.endpoints.getSession.select>>[0];

interface PageScript {
  readonly call: (name: string, args: readonly unknown[]) => Promise<EventOutcome>;
  readonly emit: RuntimeApi["emit"];
  readonly emitIn: RuntimeApi["emitIn"];
  /** From now on this page does what the script asks for. */
  readonly attend: (actions: ActionContext, ask: AskQuestion) => () => void;
}

/** The script of the form that a page shows: loaded when the form is there, and kept as long as it is. */
export function usePageScript(form: string, definition: Definition): PageScript {
  const store = useStore<Root>();
  return useMemo(() => {
    const session = (): ScriptSession | undefined => sessionOf(form, definition, userOf(store.getState()), store);
    return {
      call: (name, args) => session()?.call(name, args) ?? Promise.resolve("unheard"),
      emit: (element, event, ...details) => session()?.emit(element, event, details) ?? Promise.resolve("unheard"),
      emitIn: (card, element, event, ...details) => session()?.emit(element, event, details, card) ?? Promise.resolve("unheard"),
      attend: (actions, ask) => {
        const attended = session();
        const live = { actions, ask };
        if (attended) attended.live = live;
        return () => {
          if (attended?.live === live) attended.live = undefined;
        };
      },
    };
  }, [form, definition, store]);
}

export function useAttending({ attend }: PageScript, actions: ActionContext, ask: AskQuestion): void {
  useEffect(() => attend(actions, ask), [attend, actions, ask]);
}

function userOf(state: Root): FormAbout["user"] {
  const user = api.endpoints.getSession.select()(state).data?.user;
  return user ? { id: user.id, user_name: user.user_name, name: user.display_name } : {};
}
