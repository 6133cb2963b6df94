/** Dragging fields between the areas of a pivot. The menu of a field does the same without a pointer. */
import {
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import Chip from "@mui/material/Chip";
import { type PropsWithChildren, useState } from "react";
import { createPortal } from "react-dom";

import type { Area } from "../state";

/** A press becomes a drag after so many pixels, so that a click stays a click; a touch after a while, so that one can scroll. */
const MOUSE = { activationConstraint: { distance: 6 } };
const TOUCH = { activationConstraint: { delay: 220, tolerance: 8 } };
/** The library would read out ids; what has moved is told by the pivot. */
const SILENT = { onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined };

/** What is under the pointer: a field before the area around it. */
export interface Target {
  readonly area: Area;
  /** Place among the fields of the area; undefined at its end. */
  readonly index?: number;
}

const underPointer: CollisionDetection = (args) => pointerWithin(args).sort((one, other) => String(other.id).length - String(one.id).length);

interface DragFieldsProps {
  captionOf: (id: string) => string;
  onDrop: (id: string, target: Target) => void;
}

export function DragFields({ captionOf, onDrop, children }: PropsWithChildren<DragFieldsProps>) {
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(useSensor(MouseSensor, MOUSE), useSensor(TouchSensor, TOUCH));
  const start = ({ active }: DragStartEvent) => {
    setDragged(String(active.id));
  };
  const end = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const target = over?.data.current as Target | undefined;
    if (target && over?.id !== `field ${String(active.id)}`) onDrop(String(active.id), target);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      accessibility={{ announcements: SILENT, restoreFocus: false }}
      onDragStart={start}
      onDragEnd={end}
      onDragCancel={() => {
        setDragged(null);
      }}
    >
      {children}
      {createPortal(<DragOverlay dropAnimation={null}>{dragged !== null && <Chip label={captionOf(dragged)} sx={{ boxShadow: 3, cursor: "grabbing" }} />}</DragOverlay>, document.body)}
    </DndContext>
  );
}
