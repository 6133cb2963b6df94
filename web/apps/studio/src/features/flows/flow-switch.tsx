import { Hint, VisuallyHidden } from "@aqtra/ui";
import { FormControlLabel, Switch } from "@mui/material";
import { useId } from "react";

interface FlowSwitchProps {
  label: string;
  /** What it means, shown on hover and read aloud. */
  about: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** An option of the flow. */
export function FlowSwitch({ label, about, checked, onChange }: FlowSwitchProps) {
  const id = useId();
  return (
    <>
      <Hint text={about}>
        <FormControlLabel
          sx={{ m: 0, gap: 1, "& .MuiFormControlLabel-label": { typography: "body2" } }}
          control={<Switch checked={checked} onChange={(_, on) => onChange(on)} slotProps={{ input: { "aria-describedby": id } }} />}
          label={label}
        />
      </Hint>
      <VisuallyHidden id={id}>{about}</VisuallyHidden>
    </>
  );
}
