import IconButton, { type IconButtonProps } from "@mui/material/IconButton";
import Tooltip, { type TooltipProps } from "@mui/material/Tooltip";
import type { LucideIcon } from "lucide-react";
import { forwardRef } from "react";

interface ActionIconProps extends Omit<IconButtonProps, "children" | "aria-label" | "title"> {
  icon: LucideIcon;
  /** What the button does: its accessible name and its tooltip. */
  name: string;
  placement?: TooltipProps["placement"];
  iconSize?: number;
}

/** An icon that is a button. It cannot be made without a name. */
export const ActionIcon = forwardRef<HTMLButtonElement, ActionIconProps>(function ActionIcon(
  { icon: Icon, name, placement, iconSize, size = "medium", disabled, ...rest },
  ref,
) {
  const button = (
    <IconButton ref={ref} aria-label={name} size={size} disabled={disabled} {...rest}>
      <Icon size={iconSize ?? (size === "small" ? 16 : 18)} aria-hidden strokeWidth={1.75} />
    </IconButton>
  );
  // A disabled button fires no events, so a tooltip on it would stay open or never show.
  if (disabled) return button;
  return (
    <Tooltip title={name} placement={placement} disableInteractive>
      {button}
    </Tooltip>
  );
});
