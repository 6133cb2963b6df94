import { type KeyboardEvent, useId, useRef } from "react";

import type { Element, LocalizedText } from "../model";
import type { FieldState, KeyPress, RuntimeApi } from "../runtime-api";

export interface FieldSettings {
  readonly disabled: boolean;
  readonly required: boolean;
  readonly label?: LocalizedText | undefined;
  readonly tooltip?: LocalizedText | undefined;
  readonly tab_index: number;
  readonly placeholder?: LocalizedText | undefined;
  readonly show_clear?: boolean;
}

export interface FieldControl {
  label: string;
  tooltip: string;
  placeholder: string;
  inputId: string;
  labelId: string;
  errorId: string;
  tooltipId: string;
  error: string | undefined;
  required: boolean;
  disabled: boolean;
  readOnly: boolean;
  showClear: boolean;
  value: unknown;
  change: (value: unknown) => void;
  /** Ends an edit; On value changed fires only when the value differs from the last committed one. */
  commit: (value?: unknown) => void;
  /** For the focusable element itself. */
  inputProps: {
    id: string;
    tabIndex: number;
    "aria-invalid": boolean | undefined;
    "aria-describedby": string | undefined;
    "aria-required": boolean | undefined;
    "data-field": string | undefined;
    onFocus: () => void;
    onKeyDown: (event: KeyboardEvent) => void;
    onKeyUp: (event: KeyboardEvent) => void;
  };
}

/** What all input controls have in common: caption, state, error wiring and value events. */
export function useFieldControl(node: Element, settings: FieldSettings, field: FieldState | undefined, runtime: RuntimeApi): FieldControl {
  const id = useId();
  const value = field?.value ?? null;
  const committed = useRef<unknown>(value);
  const emit = (event: string, ...details: unknown[]) => {
    runtime.emit(node, event, ...details);
  };
  const error = field?.error;
  const errorId = `${id}-error`;
  const tooltipId = `${id}-tooltip`;
  const tooltip = runtime.text(settings.tooltip);
  const describedBy = [error === undefined ? "" : errorId, tooltip ? tooltipId : ""].filter(Boolean).join(" ");
  return {
    label: runtime.text(settings.label) || field?.property?.title || field?.property?.name || "",
    tooltip,
    placeholder: runtime.text(settings.placeholder),
    inputId: `${id}-input`,
    labelId: `${id}-label`,
    errorId,
    tooltipId,
    error,
    required: settings.required || (field?.required ?? false),
    disabled: settings.disabled,
    readOnly: field?.readOnly ?? false,
    showClear: settings.show_clear === true && !settings.disabled && !field?.readOnly,
    value,
    change: (next) => field?.onChange(next),
    commit: (...given) => {
      const next = given.length > 0 ? given[0] : value;
      field?.onCommit();
      if (!Object.is(committed.current, next)) emit("on_value_changed", committed.current, next);
      committed.current = next;
    },
    inputProps: {
      id: `${id}-input`,
      tabIndex: settings.disabled ? -1 : settings.tab_index,
      "aria-invalid": error === undefined ? undefined : true,
      "aria-describedby": describedBy || undefined,
      "aria-required": settings.required || field?.required ? true : undefined,
      "data-field": field?.path,
      onFocus: () => {
        committed.current = value;
        emit("on_focus");
      },
      onKeyDown: (event) => {
        emit("on_key_down", keyPress(event));
      },
      onKeyUp: (event) => {
        emit("on_key_up", keyPress(event));
      },
    },
  };
}

function keyPress({ key, code, shiftKey: shift, ctrlKey: ctrl, altKey: alt }: KeyboardEvent): KeyPress {
  return { key, code, shift, ctrl, alt };
}

/** A list with its own text field wires ids and keys itself; only the rest of the control's attributes is added. */
export function withoutId({ inputProps }: FieldControl) {
  const { "aria-invalid": invalid, "aria-describedby": describedBy, "aria-required": required, "data-field": field, tabIndex } = inputProps;
  return { "aria-invalid": invalid, "aria-describedby": describedBy, "aria-required": required, "data-field": field, tabIndex };
}

/** The events of the control for the text field of such a list, which has handlers of its own besides. */
export function eventsOf({ inputProps: { onFocus, onKeyDown, onKeyUp } }: FieldControl) {
  return { onFocus, onKeyDown, onKeyUp };
}
