/** Dragging onto the page, with the pointer and with the keyboard: where it would land, and landing. */

import type { KeyboardCoordinateGetter } from "@dnd-kit/core";
import { DndContext, DragOverlay, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import type { DragEndEvent, DragMoveEvent, DragStartEvent } from "@dnd-kit/core";
import { useEffect, useMemo, useRef, useState } from "react";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";

import { Announcer } from "./announcer";
import { CanvasContext, DropContext } from "./context";
import type { DragData } from "./drag-data";
import { movedElement } from "./drag-data";
import { allPlaces, placeAt, presentPlace, samePlace } from "./drop-geometry";
import type { DropPlace } from "./drop-geometry";
import { Ghost } from "./ghost";
import { useLanding } from "./use-landing";

/** A press becomes a drag after this many pixels, so that a click stays a click. */
const ACTIVATION = { distance: 5 };
const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };
const NEXT = new Set(["ArrowDown", "ArrowRight"]);
const PREVIOUS = new Set(["ArrowUp", "ArrowLeft"]);

/** The library would read out ids; `Announcer` says where the thing would land instead. */
const SILENT = { onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined };

export function EditorDnd({ children }: PropsWithChildren) {
  const { t } = useTranslation("editor");
  const canvas = useRef<HTMLElement | null>(null);
  const [active, setActive] = useState<DragData | null>(null);
  const [place, setPlace] = useState<DropPlace | null>(null);
  const current = useRef<{ data: DragData | null; place: DropPlace | null }>({ data: null, place: null });
  const pointer = useRef({ x: 0, y: 0 });
  const land = useLanding();

  // The library's own distance counts what has scrolled meanwhile, the toolbox included; a place is where the pointer is.
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent): void => {
      pointer.current = { x: clientX, y: clientY };
    };
    window.addEventListener("pointermove", follow, true);
    return () => window.removeEventListener("pointermove", follow, true);
  }, []);
  const show = (next: DropPlace | null): void => {
    current.current.place = next;
    setPlace((shown) => (samePlace(shown, next) ? shown : next));
  };
  const [walk] = useState((): KeyboardCoordinateGetter => (event, { currentCoordinates }) => {
    const forward = NEXT.has(event.code);
    if (!canvas.current || (!forward && !PREVIOUS.has(event.code))) return undefined;
    event.preventDefault();
    const places = allPlaces(canvas.current, movedElement(current.current.data));
    const at = places.findIndex((candidate) => samePlace(candidate, current.current.place));
    const next = places[at < 0 ? 0 : (at + (forward ? 1 : -1) + places.length) % places.length];
    if (!next) return currentCoordinates;
    show(next);
    return { x: next.line.left, y: next.line.top };
  });
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: ACTIVATION }),
    useSensor(KeyboardSensor, { coordinateGetter: walk, keyboardCodes: KEYS }),
  );

  const onStart = ({ active: { data }, activatorEvent }: DragStartEvent): void => {
    const read = data.current as { read: () => DragData } | undefined;
    const dragged = read?.read() ?? null;
    const moved = movedElement(dragged);
    const byKeyboard = activatorEvent instanceof KeyboardEvent;
    const start = byKeyboard && moved && canvas.current ? presentPlace(canvas.current, moved) : null;
    current.current = { data: dragged, place: start };
    setActive(dragged);
    setPlace(start);
  };
  const onMove = ({ activatorEvent }: DragMoveEvent): void => {
    if (!canvas.current || !(activatorEvent instanceof PointerEvent)) return;
    show(placeAt(canvas.current, pointer.current.x, pointer.current.y, movedElement(current.current.data)));
  };
  // What is dragged out of the toolbox must not scroll it.
  const autoScroll = useMemo(() => ({ canScroll: (element: Element) => canvas.current !== null && element.contains(canvas.current) }), []);
  const finish = (): void => {
    current.current = { data: null, place: null };
    setActive(null);
    setPlace(null);
  };
  const onEnd = (event: DragEndEvent): void => {
    onMove(event);
    const { data, place: landing } = current.current;
    finish();
    if (data && landing) land(data, landing);
  };

  const drop = useMemo(() => ({ active, place }), [active, place]);
  const register = useMemo(() => ({ setCanvas: (element: HTMLElement | null) => { canvas.current = element; } }), []);
  return (
    <CanvasContext.Provider value={register}>
      <DropContext.Provider value={drop}>
        <DndContext
          sensors={sensors}
          onDragStart={onStart}
          onDragMove={onMove}
          onDragEnd={onEnd}
          onDragCancel={finish}
          autoScroll={autoScroll}
          accessibility={{ screenReaderInstructions: { draggable: t("drag.instructions") }, announcements: SILENT }}
        >
          {children}
          <Announcer />
          <DragOverlay dropAnimation={null}>{active && <Ghost data={active} />}</DragOverlay>
        </DndContext>
      </DropContext.Provider>
    </CanvasContext.Provider>
  );
}
