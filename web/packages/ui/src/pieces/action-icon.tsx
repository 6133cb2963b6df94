import IconButton, { type IconButtonProps } from "@mui/material/IconButton";
import type { LucideIcon } from "lucide-react";
import { forwardRef } from "react";

import { Hint } from "./hint";

interface ActionIconProps extends Omit<IconButtonProps, "children" | "aria-label" | "title"> {
  icon: LucideIcon;
  /** What the button does: its accessible name and its hint. */
  name: string;
  placement?: "top" | "right" | "bottom" | "left";
  iconSize?: number;
}

/** An icon that is a button. It cannot be made without a name. */
export const ActionIcon = forwardRef<HTMLButtonElement, ActionIconProps>(function ActionIcon(
  { icon: Icon, name, placement, iconSize, size = "medium", ...rest },
  ref,
) {
  return (
    <Hint text={name} placement={placement}>
      <IconButton ref={ref} aria-label={name} size={size} {...rest}>
        <Icon size={iconSize ?? (size === "small" ? 16 : 18)} aria-hidden strokeWidth={1.75} />
      </IconButton>
    </Hint>
  );
});
