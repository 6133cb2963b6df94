import type { EventOutcome, RuntimeApi } from "@aqtra/components";
import type { FormAbout } from "@aqtra/scripting";
import { api } from "@aqtra/api/client";
import { useEffect, useMemo } from "react";
import { useStore } from "react-redux";

import type { ActionContext } from "../actions";
import type { Definition } from "../definition";
import type { RuntimeRoot } from "../form/slice";
import type { AskQuestion } from "./questions";
import type { ScriptSession } from "./session";

type Root = RuntimeRoot & Parameters<ReturnType<typeof api.endpoints.getSession.select>>[0];

// Most pages have no script and need nothing of what runs one.
const load = () => import("./session");
let loaded: ReturnType<typeof load> | undefined;

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
    const session = (): Promise<ScriptSession | undefined> | undefined => {
      if (!definition.script?.trim() && !loaded) return undefined;
      loaded ??= load();
      return loaded.then(({ sessionOf }) => sessionOf(form, definition, userOf(store.getState()), store));
    };
    const heard = async (hear: (session: ScriptSession) => Promise<EventOutcome>): Promise<EventOutcome> => {
      const found = await session();
      return found ? hear(found) : "unheard";
    };
    return {
      call: (name, args) => heard((found) => found.call(name, args)),
      emit: (element, event, ...details) => heard((found) => found.emit(element, event, details)),
      emitIn: (card, element, event, ...details) => heard((found) => found.emit(element, event, details, card)),
      attend: (actions, ask) => {
        const live = { actions, ask };
        let attended: ScriptSession | undefined;
        let left = false;
        void session()?.then((found) => {
          if (left || !found) return;
          attended = found;
          attended.live = live;
        });
        return () => {
          left = true;
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
