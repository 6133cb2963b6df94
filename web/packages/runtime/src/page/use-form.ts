/** Opens the form of a page: the stored entry, or a new one with its defaults. */
import type { Problem } from "@aqtra/api";
import { refers } from "@aqtra/components";
import { useEffect, useState } from "react";
import { useDispatch, useSelector, useStore } from "react-redux";

import type { Definition } from "../definition";
import { emptyModel, formActions, type RuntimeRoot, selectForm } from "../form/slice";
import { headOf, initialValues } from "../form/values";
import type { Target } from "../navigation";
import { type Dispatch, fetchEntry, problemOf } from "../server";

interface FormLoad {
  ready: boolean;
  problem: Problem | undefined;
  retry: () => void;
}

export function useForm(form: string, definition: Definition | undefined, target: Target): FormLoad {
  const dispatch = useDispatch<Dispatch>();
  const store = useStore<RuntimeRoot>();
  const [failure, setFailure] = useState<{ form: string; problem: Problem }>();
  const [attempt, setAttempt] = useState(0);
  const ready = useSelector((state: RuntimeRoot) => definition !== undefined && selectForm(state, form)?.component === definition.key);
  const entry = target.entry ?? 0;
  const { prefill } = target;

  useEffect(() => {
    if (!definition || selectForm(store.getState(), form)?.component === definition.key) return undefined;
    let abandoned = false;
    const open = async () => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (entry === 0) {
        const values = initialValues(definition, prefill ?? {}, zone, new Date());
        dispatch(formActions.opened({ form, component: definition.key, model: { ...emptyModel, values } }));
        return;
      }
      const references = definition.properties.filter((property) => refers(property) && !property.virtual);
      const stored = await fetchEntry(dispatch, definition.key, entry, references.map(({ name }) => name));
      if (abandoned) return;
      const values = { ...stored.data, ...(prefill ? initialValues({ ...definition, pages: [] }, prefill, zone, new Date()) : {}) };
      dispatch(formActions.opened({ form, component: definition.key, model: { head: headOf(stored), values } }));
    };
    open().catch((error: unknown) => {
      if (!abandoned) setFailure({ form, problem: problemOf(error) });
    });
    return () => {
      abandoned = true;
    };
  }, [definition, form, entry, prefill, attempt, dispatch, store]);

  return {
    ready,
    problem: !ready && failure?.form === form ? failure.problem : undefined,
    retry: () => {
      setFailure(undefined);
      setAttempt((count) => count + 1);
    },
  };
}
