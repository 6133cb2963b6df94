import type { PanelSlot } from "../define";
import type { Element } from "../model";
import type { RuntimeApi } from "../runtime-api";

/** State of an element that shows one of its panels at a time. Who must show what stands in another sets it too. */
export interface PanelState {
  /** Id of the shown panel; without one the element shows the panel it begins with. */
  readonly panel?: string;
}

const AT_FIRST: PanelState = {};

/** Index of the shown panel among those on offer, kept while the reader is elsewhere, and how to show another. */
export function useShownPanel(node: Element, panels: readonly PanelSlot[], first: number, runtime: RuntimeApi): readonly [number, (index: number) => void] {
  const [state, setState] = runtime.useElementState<PanelState>(node, AT_FIRST);
  const kept = panels.findIndex(({ id }) => id === state.panel);
  const index = kept >= 0 ? kept : Math.max(0, Math.min(first, panels.length - 1));
  return [
    index,
    (next) => {
      setState({ panel: panels[next]?.id });
    },
  ];
}
