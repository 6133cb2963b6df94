import { TimePicker } from "@mui/x-date-pickers/TimePicker";

import type { ViewProps } from "../define";
import { TemporalFrame, useTemporalField } from "../shared/temporal-field";
import type { timeSettings } from "./index";
import { partsOf, pickerStep } from "./pattern";

/** A time of day, without a day. Steps are what the list offers: typing may be finer. */
export function TimeView(props: ViewProps<typeof timeSettings>) {
  const { format, minute_step: step } = props.settings;
  const { control, limits, shared } = useTemporalField(props, "time", format);
  return (
    <TemporalFrame control={control} runtime={props.runtime}>
      <TimePicker
        {...shared}
        {...partsOf(format)}
        timeSteps={{ minutes: pickerStep(step), seconds: 1 }}
        minTime={limits.min}
        maxTime={limits.max}
      />
    </TemporalFrame>
  );
}
