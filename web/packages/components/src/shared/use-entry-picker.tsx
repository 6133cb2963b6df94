import { ChevronDown } from "lucide-react";
import { type UIEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProperty, Reference } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { isReference, referenceText } from "./reference";
import { useEntryOptions } from "./use-entry-options";
import type { FieldControl } from "./use-field-control";

/** How near to the end of the list the next page is fetched. */
const NEAR_END_PX = 80;

export interface EntryPickerProps<Value> {
  /** Undefined while it is not known whose entries they are. */
  component: string | undefined;
  /** OData `$filter` that limits what is offered; null while it is not known. */
  filter: string | null | undefined;
  property: FieldProperty;
  control: FieldControl;
  runtime: RuntimeApi;
  onPick: (value: Value) => void;
}

/** What a list of entries needs to know of them: names, searched and paged by the server. For `Autocomplete`. */
export function useEntryPicker({ component, filter, property, control, runtime }: Omit<EntryPickerProps<unknown>, "onPick">) {
  const { t } = useTranslation("components");
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const options = useEntryOptions(component, filter, typed, open, runtime);
  return {
    id: control.inputProps.id,
    open,
    options: options.rows.map((row): Reference => ({ id: row.id, name: row.name })),
    loading: options.loading,
    disabled: control.disabled,
    readOnly: control.readOnly,
    clearText: control.label ? t("clearNamed", { label: control.label }) : t("clear"),
    openText: t("openList"),
    closeText: t("closeList"),
    loadingText: t("loading"),
    noOptionsText: options.failure ? options.failure.message : options.loading ? t("loading") : t("noOptions"),
    popupIcon: <ChevronDown size={16} aria-hidden />,
    getOptionLabel: (option: Reference) => referenceText(option, property),
    getOptionKey: (option: Reference) => option.id,
    isOptionEqualToValue: (option: Reference, value: Reference) => option.id === value.id,
    // The server has filtered already; filtering again here would hide rows without a name.
    filterOptions: (rows: Reference[]) => rows,
    onOpen: () => {
      setOpen(true);
    },
    onClose: () => {
      setOpen(false);
      setTyped("");
    },
    onInputChange: (_: unknown, text: string, reason: string) => {
      // A pick that empties the field ends the search.
      if (reason === "input" || text === "") setTyped(text);
    },
    slotProps: {
      listbox: {
        onScroll: (event: UIEvent<HTMLElement>) => {
          const list = event.currentTarget;
          if (list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX) options.more();
        },
      },
    },
  };
}

/** Stored references with their names: bare ids are looked up, all in one question. */
export function useNamed(component: string | undefined, values: readonly unknown[], runtime: RuntimeApi): Reference[] {
  const references = useMemo(() => values.map(asReference).filter((value) => value !== undefined), [values]);
  const nameless = references.filter(({ name }) => name === undefined).map(({ id }) => id);
  const filter = nameless.length === 1 ? `id eq ${nameless[0]}` : `id in (${nameless.join(",")})`;
  const found = runtime.useEntries(!component || nameless.length === 0 ? null : { component, filter, select: ["name"], top: nameless.length });
  // The same list for the same values: a new one ends what is being typed.
  const named = useMemo(() => {
    const names = new Map(found.rows.map(({ id, name }) => [id, name ?? null]));
    return references.map((reference) => (reference.name !== undefined ? reference : { id: reference.id, name: names.get(reference.id) ?? null }));
  }, [references, found.rows]);
  return nameless.length === 0 ? references : named;
}

function asReference(value: unknown): Reference | undefined {
  if (isReference(value)) return value;
  return typeof value === "number" ? { id: value } : undefined;
}
