/** The field of one control: subscribed to its own value and error, and to nothing else. */
import { effectiveProperty, type Element, type FieldState, isReference, refers, type RuntimeApi } from "@aqtra/components";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch, useSelector, useStore } from "react-redux";

import { type Definition, pathSteps } from "../definition";
import { formActions, type RuntimeRoot, selectForm } from "../form/slice";
import { controlError } from "../form/validate";
import { readModel } from "../form/values";
import { ruleText } from "../messages";

/** What comes with every reference and needs no request. */
const CARRIED = new Set(["id", "name"]);

export function useField(node: Element, form: string, definition: Definition, runtime: RuntimeApi): FieldState {
  const dispatch = useDispatch();
  const store = useStore<RuntimeRoot>();
  const { t } = useTranslation("runtime");
  const binding = typeof node.settings.binding === "string" ? node.settings.binding : "";
  const steps = useMemo(() => pathSteps(binding), [binding]);
  const [name = "", second] = steps;
  const bound = binding !== "";
  const path = bound ? `data.${name}` : `loose.${node.name}`;

  const own = useSelector((state: RuntimeRoot) => {
    const current = selectForm(state, form);
    if (!current) return null;
    return bound ? readModel(current, binding) : (current.loose[node.name] ?? null);
  });
  const error = useSelector((state: RuntimeRoot) => (second ? undefined : selectForm(state, form)?.errors[path]));
  const [property] = runtime.useProperties(definition.key, bound ? [binding] : []);
  const referenced = useReferencedValue(bound ? name : "", second, form, definition, runtime);
  const value = second && !CARRIED.has(second) ? referenced : own;
  const writable = !bound || (second === undefined && definition.properties.some((candidate) => candidate.name === name));

  return useMemo(() => {
    const effective = property && effectiveProperty(node, property);
    const check = (next: unknown) => {
      if (!bound || !effective || !writable) return;
      dispatch(formActions.fieldChecked({ form, path, error: controlError({ path, name, element: node, property: effective }, next) }));
    };
    return {
      path,
      property,
      value,
      required: effective?.required ?? false,
      readOnly: !writable,
      error: error && ruleText(error, t, runtime.locale),
      onChange: (next) => {
        if (!writable) return;
        dispatch(bound ? formActions.valueChanged({ form, name, value: next }) : formActions.looseChanged({ form, name: node.name, value: next }));
        // A shown error goes as soon as it is mended; a new one waits until the field is left.
        if (selectForm(store.getState(), form)?.errors[path]) check(next);
      },
      onCommit: () => {
        // Focus that goes to a button comes from a press on it: a message appearing now would move the button away from
        // under the mouse, and the command checks the whole form anyway. Known only once the focus has moved.
        setTimeout(() => {
          const current = selectForm(store.getState(), form);
          // A shown error was checked at the last change; one that came from the server stays until the value changes.
          if (current && !current.errors[path] && !isButton(document.activeElement)) check(current.values[name]);
        });
      },
    };
  }, [path, property, value, writable, error, node, bound, form, name, dispatch, store, t, runtime.locale]);
}

function isButton(element: globalThis.Element | null): boolean {
  return element instanceof HTMLButtonElement;
}

/** A field of the referenced entry, fetched when a control shows one. */
function useReferencedValue(name: string, field: string | undefined, form: string, definition: Definition, runtime: RuntimeApi): unknown {
  const reference = useSelector((state: RuntimeRoot) => selectForm(state, form)?.values[name]);
  // The entries of a list bring along what their cards show.
  const brought = isReference(reference) && field !== undefined && reference.data !== undefined && field in reference.data ? reference.data[field] : undefined;
  const wanted = field !== undefined && !CARRIED.has(field) && brought === undefined;
  const [property] = runtime.useProperties(definition.key, wanted ? [name] : []);
  const [target] = runtime.useProperties(property?.component ?? undefined, wanted ? [field] : []);
  const id = isReference(reference) ? reference.id : typeof reference === "number" ? reference : undefined;
  const expands = refers(target);
  const { rows } = runtime.useEntries(
    wanted && property?.component && id !== undefined
      ? { component: property.component, filter: `id eq ${id}`, select: [field], expand: expands ? [field] : [], top: 1 }
      : null,
  );
  if (brought !== undefined) return brought;
  const row = rows[0];
  return row?.id === id && field ? (row?.data[field] ?? null) : null;
}
