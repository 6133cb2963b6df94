import type { ViewProps } from "../define";
import type { panelSettings } from "./index";

/** The box around it is the flex container; there is nothing of its own to draw. */
export function PanelView({ children }: ViewProps<typeof panelSettings>) {
  return <>{children}</>;
}
