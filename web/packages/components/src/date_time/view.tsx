import { DatePicker } from "@mui/x-date-pickers/DatePicker";
import { DateTimePicker } from "@mui/x-date-pickers/DateTimePicker";
import { TimePicker } from "@mui/x-date-pickers/TimePicker";

import type { ViewProps } from "../define";
import type { TemporalType } from "../shared/instants";
import { TemporalFrame, useTemporalField } from "../shared/temporal-field";
import type { dateTimeSettings } from "./index";

type Parts = "date" | "time" | "date_and_time";

export function DateTimeView(props: ViewProps<typeof dateTimeSettings>) {
  const { settings, field, runtime } = props;
  const type = temporalType(field?.property?.type);
  const parts = shownParts(settings.format, type);
  const { control, limits, shared } = useTemporalField(props, type, settings.display_format);
  return (
    <TemporalFrame control={control} runtime={runtime}>
      {parts === "date" && <DatePicker {...shared} minDate={limits.min} maxDate={limits.max} />}
      {parts === "time" && <TimePicker {...shared} minTime={limits.min} maxTime={limits.max} />}
      {parts === "date_and_time" && <DateTimePicker {...shared} minDateTime={limits.min} maxDateTime={limits.max} />}
    </TemporalFrame>
  );
}

function temporalType(type: string | undefined): TemporalType {
  return type === "date" || type === "time" ? type : "datetime";
}

/** A day has no time to show and a time of day no day, whatever the setting says. */
function shownParts(format: Parts, type: TemporalType): Parts {
  return type === "datetime" ? format : type;
}
