import { DatePicker } from "@mui/x-date-pickers/DatePicker";
import { DateTimePicker } from "@mui/x-date-pickers/DateTimePicker";
import { TimePicker } from "@mui/x-date-pickers/TimePicker";
import { Hint } from "@aqtra/ui";
import type { Dayjs } from "dayjs";
import { useMemo, useState } from "react";

import type { ViewProps } from "../define";
import { effectiveProperty } from "../shared/effective-property";
import { fromMoment, INCOMPLETE, momentPattern, temporalConstant, type TemporalType, toMoment } from "../shared/instants";
import { PickersProvider } from "../shared/pickers-provider";
import { useFieldControl } from "../shared/use-field-control";
import type { dateTimeSettings } from "./index";

type Parts = "date" | "time" | "date_and_time";

export function DateTimeView({ node, settings, field, runtime }: ViewProps<typeof dateTimeSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const type = temporalType(field?.property?.type);
  const rules = effectiveProperty(node, field?.property ?? { name: node.name, title: "", type });
  const parts = shownParts(settings.format, type);
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
  const shared = {
    value: control.value === INCOMPLETE ? partial : moment,
    timezone: "UTC",
    format: settings.display_format ? momentPattern(settings.display_format) : undefined,
    disabled: control.disabled,
    readOnly: control.readOnly,
    label: control.label || undefined,
    onChange: (chosen: Dayjs | null) => {
      control.change(written(chosen));
    },
    onAccept: (chosen: Dayjs | null) => {
      control.commit(written(chosen));
    },
    slotProps: {
      field: { clearable: control.showClear },
      openPickerButton: { tabIndex: control.disabled ? -1 : control.inputProps.tabIndex },
      textField: {
        id: control.inputProps.id,
        fullWidth: true,
        size: "small" as const,
        required: control.required,
        error: control.error !== undefined ? true : undefined,
        helperText: control.error,
        onFocus: control.inputProps.onFocus,
        onKeyDown: control.inputProps.onKeyDown,
        onKeyUp: control.inputProps.onKeyUp,
        onBlur: () => {
          control.commit();
        },
      },
    },
  };
  const picker = (
    <div data-field={control.inputProps["data-field"]}>
      {parts === "date" && <DatePicker {...shared} minDate={limits.min} maxDate={limits.max} />}
      {parts === "time" && <TimePicker {...shared} minTime={limits.min} maxTime={limits.max} />}
      {parts === "date_and_time" && <DateTimePicker {...shared} minDateTime={limits.min} maxDateTime={limits.max} />}
    </div>
  );
  return (
    <PickersProvider locale={runtime.locale} zone={runtime.timeZone}>
      <Hint text={control.tooltip}>{picker}</Hint>
    </PickersProvider>
  );
}

function temporalType(type: string | undefined): TemporalType {
  return type === "date" || type === "time" ? type : "datetime";
}

/** A day has no time to show and a time of day no day, whatever the setting says. */
function shownParts(format: Parts, type: TemporalType): Parts {
  return type === "datetime" ? format : type;
}
