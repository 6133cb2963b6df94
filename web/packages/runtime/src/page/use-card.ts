/** A card of a list: values of its own, and a runtime whose commands are given for its entry. */
import { useCollectionComponent, type Element, type Entry, type RuntimeApi } from "@aqtra/components";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch, useSelector, useStore } from "react-redux";

import { changedValues } from "../form/changes";
import type { Definition } from "../definition";
import { useDefinition } from "../definitions";
import { formActions, type RuntimeRoot, selectForm } from "../form/slice";
import { headOf } from "../form/values";
import { createRuntime } from "./runtime";

interface Card {
  readonly definition: Definition;
  readonly runtime: RuntimeApi;
}

/** Undefined until the component of the list is known. */
export function useCard(list: Element, entry: Entry, form: string, outer: RuntimeApi): Card | undefined {
  const { t } = useTranslation("runtime");
  const dispatch = useDispatch();
  const store = useStore<RuntimeRoot>();
  const component = useCollectionComponent(list, outer);
  const definition = useDefinition(component);
  const opened = useSelector((state: RuntimeRoot) => selectForm(state, form) !== undefined);

  // A row that was read again shows what is stored now.
  useEffect(() => {
    if (component) dispatch(formActions.cardOpened({ form, around: outer.scope, component, model: { head: headOf(entry), values: entry.data } }));
  }, [dispatch, form, component, entry, outer.scope]);
  useEffect(
    () => () => {
      dispatch(formActions.closed(form));
    },
    [dispatch, form],
  );

  const runtime = useMemo<RuntimeApi | undefined>(() => {
    if (!component) return undefined;
    return createRuntime({
      form,
      component,
      locale: outer.locale,
      t,
      text: outer.text,
      follow: outer.follow,
      emit: (element, event, ...details) => {
        const card = selectForm(store.getState(), form);
        if (!card) return Promise.resolve("unheard");
        return outer.emitIn({ form, component, entry: { ...card.head, data: card.values } as Entry }, element, event, ...details);
      },
      emitIn: outer.emitIn,
      runCommand: (request) => {
        const card = selectForm(store.getState(), form);
        // A card inside of this one has given its own scope.
        if (!card || request.card) return outer.runCommand(request);
        // A list inside of the card has given its own row; here it runs all the same.
        if (request.row) return outer.runCommand({ ...request, card: { form, component, changes: NOTHING_CHANGED } });
        const row = { ...card.head, data: card.values } as Entry;
        return outer.runCommand({ ...request, row, rowComponent: component, card: { form, component, changes: changedValues(card) } });
      },
    });
  }, [component, form, outer, store, t]);

  return definition && runtime && opened ? { definition, runtime } : undefined;
}

const NOTHING_CHANGED = {};
