/** Which tab of an element is in front on the canvas: the one that was clicked, or the one around the selected element. */

import { definitionOf } from "@aqtra/components";
import type { PanelState, RuntimeApi } from "@aqtra/components";
import { findElement } from "@aqtra/model";
import type { ComponentDocument } from "@aqtra/model";
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { PropsWithChildren } from "react";

import { useDocument, useSession } from "../state";

interface ElementStates {
  readonly states: Readonly<Record<string, unknown>>;
  readonly set: (element: string, state: unknown) => void;
}

const StatesContext = createContext<ElementStates>({ states: {}, set: () => undefined });

export function ShownPanels({ children }: PropsWithChildren) {
  const [states, setStates] = useState<ElementStates["states"]>({});
  const selection = useSession((session) => session.view.selection);
  const document = useDocument();
  const [seen, setSeen] = useState<string | null>(null);
  const set = useCallback((element: string, state: unknown): void => setStates((old) => ({ ...old, [element]: state })), []);
  if (seen !== selection) {
    setSeen(selection);
    setStates({ ...states, ...statesAround(document, selection) });
  }
  const value = useMemo(() => ({ states, set }), [states, set]);
  return <StatesContext.Provider value={value}>{children}</StatesContext.Provider>;
}

/** Elements around the selected one show the panel it stands in. */
function statesAround(document: ComponentDocument, selection: string | null): Record<string, PanelState> {
  const located = selection === null ? null : findElement(document, selection);
  const way = located ? [...located.ancestors, located.element] : [];
  const shown = way.flatMap(({ id, kind }, index) => {
    const panel = way[index + 1]?.id;
    return panel !== undefined && definitionOf(kind)?.holds === "panels" ? [[id, { panel }] as const] : [];
  });
  return Object.fromEntries(shown);
}

export const useCanvasElementState: RuntimeApi["useElementState"] = <State,>({ id }: { id: string }, initial: State) => {
  const { states, set } = useContext(StatesContext);
  return [(states[id] as State | undefined) ?? initial, (next: State) => set(id, next)] as const;
};
