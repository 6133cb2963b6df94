import FormControlLabel from "@mui/material/FormControlLabel";
import { styled } from "@mui/material/styles";
import MuiSwitch from "@mui/material/Switch";

import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { switchSettings } from "./index";

const WIDTH = 36;
const HEIGHT = 20;
const THUMB = 14;

const Toggle = styled(MuiSwitch)(({ theme }) => ({
  width: WIDTH,
  height: HEIGHT,
  padding: 0,
  overflow: "visible",
  "& .MuiSwitch-switchBase": { padding: (HEIGHT - THUMB) / 2, color: theme.vars.palette.background.paper },
  "& .MuiSwitch-thumb": { width: THUMB, height: THUMB, boxShadow: "none" },
  "&& .MuiSwitch-track": { borderRadius: HEIGHT / 2, opacity: "1 !important", backgroundColor: theme.vars.palette.text.secondary },
  "&& .MuiSwitch-switchBase.Mui-checked": { transform: `translateX(${WIDTH - HEIGHT}px)`, color: theme.vars.palette.primary.contrastText },
  "&& .MuiSwitch-switchBase.Mui-checked + .MuiSwitch-track": { backgroundColor: theme.vars.palette.primary.main },
  "& .Mui-focusVisible + .MuiSwitch-track": { boxShadow: `0 0 0 3px ${theme.alpha(theme.vars.palette.primary.main, 0.22)}` },
  "&& .MuiSwitch-switchBase.Mui-disabled + .MuiSwitch-track": { backgroundColor: theme.vars.palette.tone.control },
  "@media (prefers-reduced-motion: reduce)": { "& *": { transition: "none" } },
}));

/** Two states only: no value shows as off, and is stored as off once the switch has been touched or passed. */
export function SwitchView({ node, settings, field, runtime }: ViewProps<typeof switchSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const write = (next: boolean) => {
    control.change(next);
    control.commit(next);
  };
  return (
    <FieldFrame control={control} labelled>
      <FormControlLabel
        label={control.label}
        sx={{ gap: 2, marginInlineStart: 0, minHeight: 36 }}
        control={
          <Toggle
            checked={control.value === true}
            disabled={control.disabled || control.readOnly}
            onChange={(event) => {
              write(event.target.checked);
            }}
            onBlur={() => {
              if (typeof control.value !== "boolean") write(false);
            }}
            slotProps={{ input: control.inputProps }}
          />
        }
      />
    </FieldFrame>
  );
}
