import { DatePicker } from "@mui/x-date-pickers/DatePicker";
import { DateTimePicker } from "@mui/x-date-pickers/DateTimePicker";
import { TimePicker } from "@mui/x-date-pickers/TimePicker";
import { Hint } from "@aqtra/ui";
import type { Dayjs } from "dayjs";
import { useState } from "react";

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
  const written = (moment: Dayjs | null) => (moment === null || moment.isValid() ? fromMoment(moment, type) : INCOMPLETE);
  // While a part is missing the picker keeps what it was given last: another value would wipe what has been typed.
  const [complete, setComplete] = useState<unknown>(null);
  if (control.value !== INCOMPLETE && control.value !== complete) setComplete(control.value);
  const shared = {
    value: toMoment(control.value === INCOMPLETE ? complete : control.value, type, zone),
    timezone: zone,
    format: settings.display_format ? momentPattern(settings.display_format) : undefined,
    disabled: control.disabled,
    readOnly: control.readOnly,
    label: control.label || undefined,
    onChange: (moment: Dayjs | null) => {
      control.change(written(moment));
    },
    onAccept: (moment: Dayjs | null) => {
      control.commit(written(moment));
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
    <PickersProvider locale={runtime.locale}>
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
