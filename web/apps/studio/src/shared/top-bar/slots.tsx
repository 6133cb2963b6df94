/** The shell draws the top bar; the screen in front fills its two slots. */

import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { PropsWithChildren } from "react";
import { createPortal } from "react-dom";

interface Slots {
  crumbs: HTMLElement | null;
  actions: HTMLElement | null;
  setCrumbs: (element: HTMLElement | null) => void;
  setActions: (element: HTMLElement | null) => void;
}

const SlotsContext = createContext<Slots | null>(null);

export function TopBarSlots({ children }: PropsWithChildren) {
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ crumbs, actions, setCrumbs, setActions }), [crumbs, actions]);
  return <SlotsContext.Provider value={slots}>{children}</SlotsContext.Provider>;
}

export function useSlots(): Slots {
  const slots = useContext(SlotsContext);
  if (!slots) throw new Error("the top bar's slots are used outside the shell");
  return slots;
}

/** Buttons of the screen, at the right of the top bar. */
export function PageActions({ children }: PropsWithChildren) {
  const { actions } = useSlots();
  return actions && createPortal(children, actions);
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Aqtra Studio" : `${title} · Aqtra Studio`;
  }, [title]);
}
