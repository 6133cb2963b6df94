import type { LucideIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";

const MenuView = lazy(() => import("./menu-view").then((module) => ({ default: module.MenuView })));

export interface ActionMenuItem {
  id: string;
  label: string;
  /** Language of the label, where it differs from the page's. */
  lang?: string;
  icon?: LucideIcon;
  selected?: boolean;
  href?: string;
  onClick?: () => void;
}

export interface ActionMenuProps {
  /** What the menu hangs on; null while it is closed. */
  anchor: HTMLElement | null;
  items: readonly ActionMenuItem[];
  header?: ReactNode;
  onClose: () => void;
}

/** A menu whose code is fetched when it is first opened: nobody waits for it at the start. */
export function ActionMenu({ anchor, ...rest }: ActionMenuProps) {
  if (!anchor) return null;
  return (
    <Suspense fallback={null}>
      <MenuView anchor={anchor} {...rest} />
    </Suspense>
  );
}
