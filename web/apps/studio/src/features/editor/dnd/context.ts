import { createContext, useContext } from "react";

import type { DragData } from "./drag-data";
import type { DropPlace } from "./drop-geometry";

interface DropState {
  readonly active: DragData | null;
  readonly place: DropPlace | null;
}

export const DropContext = createContext<DropState>({ active: null, place: null });
export const useDrop = (): DropState => useContext(DropContext);

interface CanvasRegister {
  readonly setCanvas: (element: HTMLElement | null) => void;
}

export const CanvasContext = createContext<CanvasRegister>({ setCanvas: () => undefined });
export const useCanvasRegister = (): CanvasRegister => useContext(CanvasContext);
