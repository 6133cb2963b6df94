import { DatePicker } from "@mui/x-date-pickers/DatePicker";

import type { ViewProps } from "../define";
import { TemporalFrame, useTemporalField } from "../shared/temporal-field";
import type { daySettings } from "./index";

/** One day, never a range. */
export function DayView(props: ViewProps<typeof daySettings>) {
  const { control, limits, shared } = useTemporalField(props, "date", props.settings.format);
  return (
    <TemporalFrame control={control} runtime={props.runtime}>
      <DatePicker {...shared} minDate={limits.min} maxDate={limits.max} />
    </TemporalFrame>
  );
}
