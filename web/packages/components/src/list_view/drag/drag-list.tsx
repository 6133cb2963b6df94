/** Dragging out of one list: the pointer, touch and keys of its cards, and the picture that follows them. */
import type { DragEndEvent, DragMoveEvent, DragStartEvent, KeyboardCoordinateGetter } from "@dnd-kit/core";
import { DndContext, DragOverlay, KeyboardSensor, MouseSensor, TouchSensor, useSensor, useSensors } from "@dnd-kit/core";
import { getEventCoordinates } from "@dnd-kit/utilities";
import { Notice, VisuallyHidden } from "@aqtra/ui";
import { type PropsWithChildren, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";

import type { Entry } from "../../model";
import { PictureFrame } from "../styles";
import { type DropList, dropLists, type Place } from "./lists";
import { CARD, cardsOf, placeAt, placeByKey, pointOf } from "./places";

/** A press becomes a drag after so many pixels, so that a click stays a click; a touch after a while, so that one can scroll. */
const MOUSE = { activationConstraint: { distance: 6 } };
const TOUCH = { activationConstraint: { delay: 220, tolerance: 8 } };
const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };
/** The library would read out ids; the list says itself where the card would land. */
const SILENT = { onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined };

interface DragListProps {
  list: DropList | undefined;
  rows: readonly Entry[];
  nameOf: (entry: Entry) => string;
}

export function DragList({ list, rows, nameOf, children }: PropsWithChildren<DragListProps>) {
  const { t } = useTranslation("components");
  const [said, say] = useState("");
  const [returned, setReturned] = useState<"unheard" | "failed" | null>(null);
  const [picture, setPicture] = useState<HTMLElement | null>(null);

  const tell = (entry: Entry, to: Place | null) => {
    if (!to) return say(t("listNowhere", { card: nameOf(entry) }));
    const others = cardsOf(to.list).filter((card) => card.getAttribute(CARD) !== String(entry.id)).length;
    say(t("listOver", { card: nameOf(entry), list: to.list.label, position: to.index + 1, count: others + 1, ordinal: false }));
  };
  const move = (entry: Entry, to: Place | null) => {
    const before = dropLists.read().drag?.to;
    dropLists.over(to);
    if (before?.list.handle !== to?.list.handle || before?.index !== to?.index) tell(entry, to);
  };
  const latestMove = useRef(move);
  useEffect(() => {
    latestMove.current = move;
  });
  const [walk] = useState((): KeyboardCoordinateGetter => (event, { currentCoordinates }) => {
    const { drag } = dropLists.read();
    const at = drag?.to ?? drag?.from;
    const next = drag && at && placeByKey(event.code, dropLists.partnersOf(drag.from.list), at, drag.entry.id);
    if (!drag || !next) return undefined;
    event.preventDefault();
    if (next.list.handle === at.list.handle && next.index === at.index) return currentCoordinates;
    latestMove.current(drag.entry, next);
    return pointOf(next, drag.entry.id);
  });
  const sensors = useSensors(useSensor(MouseSensor, MOUSE), useSensor(TouchSensor, TOUCH), useSensor(KeyboardSensor, { coordinateGetter: walk, keyboardCodes: KEYS }));

  const onStart = ({ active }: DragStartEvent) => {
    const index = rows.findIndex(({ id }) => id === active.id);
    const entry = rows[index];
    if (!list || !entry) return;
    const from = { list, index };
    dropLists.start({ entry, from, to: from });
    setReturned(null);
    setPicture(cardsOf(list)[index] ?? null);
    say(t("listPicked", { card: nameOf(entry) }));
  };
  const onMove = ({ activatorEvent, delta }: DragMoveEvent) => {
    const { drag } = dropLists.read();
    const start = activatorEvent instanceof KeyboardEvent ? null : getEventCoordinates(activatorEvent);
    if (!drag || !start) return;
    move(drag.entry, placeAt(dropLists.partnersOf(drag.from.list), start.x + delta.x, start.y + delta.y, drag.entry.id));
  };
  const onCancel = () => {
    const { drag } = dropLists.read();
    dropLists.cancel();
    setPicture(null);
    if (drag) say(t("listCancelled", { card: nameOf(drag.entry) }));
  };
  const onEnd = (event: DragEndEvent) => {
    onMove(event);
    const { drag } = dropLists.read();
    setPicture(null);
    if (!drag) return;
    const byKey = event.activatorEvent instanceof KeyboardEvent;
    const { entry, to } = drag;
    const finish = async () => {
      const outcome = await dropLists.drop();
      if (outcome !== "unheard" && outcome !== "failed") return;
      setReturned(outcome);
      if (byKey) focusCard(drag.from.list, entry.id);
    };
    say(to ? t("listDropped", { card: nameOf(entry), list: to.list.label, position: to.index + 1, ordinal: false }) : t("listCancelled", { card: nameOf(entry) }));
    void finish();
    if (byKey && to) focusCard(to.list, entry.id);
  };
  return (
    <DndContext
      sensors={sensors}
      onDragStart={onStart}
      onDragMove={onMove}
      onDragEnd={onEnd}
      onDragCancel={onCancel}
      accessibility={{ screenReaderInstructions: { draggable: t("listDragHint") }, announcements: SILENT, restoreFocus: false }}
    >
      {returned && (
        <Notice
          tone={returned === "failed" ? "error" : "warning"}
          onClose={() => {
            setReturned(null);
          }}
        >
          {t(returned === "failed" ? "listDropFailed" : "listDropUnheard")}
        </Notice>
      )}
      {children}
      <VisuallyHidden>
        <span aria-live="assertive">{said}</span>
      </VisuallyHidden>
      {createPortal(<DragOverlay dropAnimation={null}>{picture && <Picture of={picture} />}</DragOverlay>, document.body)}
    </DndContext>
  );
}

/** A card as it looks: a copy of its boxes, for a second card of the entry would have values of its own. */
function Picture({ of }: { of: HTMLElement }) {
  return (
    <PictureFrame
      aria-hidden
      ref={(holder: HTMLElement | null) => {
        if (!holder || holder.firstChild) return;
        const copy = of.cloneNode(true) as HTMLElement;
        for (const node of [copy, ...copy.querySelectorAll("*")]) {
          for (const name of ["id", "data-field", "data-card", "data-drop-list", "data-dragged", "tabindex"]) node.removeAttribute(name);
        }
        copy.inert = true;
        holder.append(copy);
      }}
    />
  );
}

/** The card is drawn anew where it has gone. */
function focusCard({ root }: DropList, id: number): void {
  requestAnimationFrame(() => {
    root.querySelector<HTMLElement>(`[${CARD}="${id}"]`)?.focus();
  });
}
