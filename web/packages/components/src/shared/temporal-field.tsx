/** What the pickers of a moment, a day and a time of day have in common. */
import Typography from "@mui/material/Typography";
import { Hint } from "@aqtra/ui";
import type { FieldRef } from "@mui/x-date-pickers/models";
import type { Dayjs } from "dayjs";
import { type FocusEvent, type ReactNode, useMemo, useRef, useState } from "react";

import type { Element } from "../model";
import type { FieldState, RuntimeApi } from "../runtime-api";
import { effectiveProperty } from "./effective-property";
import { INCOMPLETE } from "./incomplete";
import { fromMoment, momentPattern, temporalConstant, type TemporalType, toMoment } from "./instants";
import { PickersProvider } from "./pickers-provider";
import { type FieldControl, type FieldSettings, useFieldControl } from "./use-field-control";

interface TemporalView {
  readonly node: Element;
  readonly settings: FieldSettings;
  readonly field?: FieldState | undefined;
  readonly runtime: RuntimeApi;
}

/**
 * The control, the limits of its value and the properties every picker takes. `pattern` is in the platform's tokens; the
 * locale's own is used without one.
 */
export function useTemporalField({ node, settings, field, runtime }: TemporalView, type: TemporalType, pattern: string | undefined) {
  const control = useFieldControl(node, settings, field, runtime);
  const rules = effectiveProperty(node, field?.property ?? { name: node.name, title: "", type });
  const zone = type === "datetime" ? runtime.timeZone : "UTC";
  const limit = (text: string | null | undefined) =>
    toMoment(temporalConstant(text ?? undefined, type, zone, new Date()), type, zone) ?? undefined;
  const limits = { min: limit(type === "time" ? rules.min_time : rules.min_date), max: limit(type === "time" ? rules.max_time : rules.max_date) };
  // What the picker cannot complete yet goes back to it as it came: any other value would wipe what has been typed.
  const [partial, setPartial] = useState<Dayjs | null>(null);
  const [complete, setComplete] = useState<unknown>(null);
  if (control.value !== INCOMPLETE && control.value !== complete) setComplete(control.value);
  const moment = useMemo(() => toMoment(complete, type, zone), [complete, type, zone]);
  const written = (chosen: Dayjs | null) => {
    setPartial(chosen);
    return chosen === null || chosen.isValid() ? fromMoment(chosen, type, zone, complete) : INCOMPLETE;
  };
  const sections = useRef<FieldRef<Dayjs | null>>(null);
  const [focused, setFocused] = useState(false);
  const hint = control.value === null && !focused ? control.placeholder : "";
  const leave = () => {
    const filled = sections.current?.getSections().map((section) => section.value !== "") ?? [];
    // Parts typed into an empty field are no news for the picker, nor is emptying them.
    if (control.value === null && filled.includes(true) && filled.includes(false)) {
      setPartial(null);
      control.change(INCOMPLETE);
      control.commit(INCOMPLETE);
    } else if (control.value === INCOMPLETE && !filled.includes(true)) {
      control.change(null);
      control.commit(null);
    } else control.commit();
  };
  const shared = {
    value: control.value === INCOMPLETE ? partial : moment,
    timezone: "UTC",
    format: pattern ? momentPattern(pattern) : undefined,
    disabled: control.disabled,
    readOnly: control.readOnly,
    label: control.label || undefined,
    onChange: (chosen: Dayjs | null) => {
      control.change(written(chosen));
    },
    onAccept: (chosen: Dayjs | null, { source }: { source: string }) => {
      // What is typed counts when the field is left: on its way to 2026 a year is 2, 20 and 202.
      if (source === "view" || chosen === null) control.commit(written(chosen));
    },
    slotProps: {
      field: { clearable: control.showClear, fieldRef: sections },
      openPickerButton: { tabIndex: control.disabled ? -1 : control.inputProps.tabIndex },
      textField: {
        id: control.inputProps.id,
        fullWidth: true,
        size: "small" as const,
        required: control.required,
        error: control.error !== undefined ? true : undefined,
        helperText: control.error,
        slotProps: { input: hint ? { startAdornment: <EmptyHint text={hint} />, sx: SECTIONS_UNSEEN } : undefined },
        // Day, month and year take the focus one after the other: what counts is the field.
        onFocus: (event: FocusEvent<HTMLElement>) => {
          setFocused(true);
          if (comesFromOutside(event)) control.inputProps.onFocus();
        },
        onKeyDown: control.inputProps.onKeyDown,
        onKeyUp: control.inputProps.onKeyUp,
        onBlur: (event: FocusEvent<HTMLElement>) => {
          if (!comesFromOutside(event)) return;
          setFocused(false);
          leave();
        },
      },
    },
  };
  return { control, limits, shared };
}

/** For focus and blur alike: whether the other element is not in the same field. */
function comesFromOutside({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): boolean {
  return !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
}

/** Over the pattern that says what to type, which comes back with the focus. */
const SECTIONS_UNSEEN = { "&& .MuiPickersInputBase-sectionsContainer": { opacity: "0 !important" } };

function EmptyHint({ text }: { text: string }) {
  return (
    <Typography noWrap component="span" variant="body1" color="textSecondary" sx={{ position: "absolute", insetInline: 10, pointerEvents: "none" }}>
      {text}
    </Typography>
  );
}

/** Surrounds a picker: its language, its hint, and the mark by which errors find it. */
export function TemporalFrame({ control, runtime, children }: { control: FieldControl; runtime: RuntimeApi; children: ReactNode }) {
  return (
    <PickersProvider locale={runtime.locale} zone={runtime.timeZone}>
      <Hint text={control.tooltip}>
        <div data-field={control.inputProps["data-field"]}>{children}</div>
      </Hint>
    </PickersProvider>
  );
}
