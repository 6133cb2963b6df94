import { ActionIcon } from "@aqtra/ui";
import { useRovingTabIndexItem } from "@mui/utils/useRovingTabIndex";
import type { LucideIcon } from "lucide-react";

interface ToolButtonProps {
  id: string;
  icon: LucideIcon;
  name: string;
  /** Left away for what only opens something. */
  pressed?: boolean | undefined;
  disabled?: boolean;
  opens?: "menu" | "dialog";
  onClick: (button: HTMLElement) => void;
}

/** A button of the toolbar: one of them is a tab stop, arrows go to the others. */
export function ToolButton({ id, icon, name, pressed, disabled = false, opens, onClick }: ToolButtonProps) {
  const { ref, tabIndex } = useRovingTabIndexItem({ id, disabled });
  return (
    <ActionIcon
      ref={ref}
      tabIndex={tabIndex}
      icon={icon}
      name={name}
      size="small"
      disabled={disabled}
      aria-pressed={pressed}
      aria-haspopup={opens}
      // A selection stays where it is while a mouse presses.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={(event) => {
        onClick(event.currentTarget);
      }}
      sx={(theme) => ({
        flex: "none",
        "&[aria-pressed=true]": { color: theme.vars.palette.primary.main, backgroundColor: theme.vars.palette.tone.selected },
      })}
    />
  );
}
