import { useDraggable } from "@dnd-kit/core";
import { type KeyboardEvent, type MouseEvent, type PropsWithChildren, type TouchEvent, useCallback } from "react";
import { useTranslation } from "react-i18next";

import { CardLabel } from "./card-label";

interface CardProps {
  id: number;
  name: string;
  /** Holds lists: drawn as a column. */
  isColumn: boolean;
  onRun: (() => void) | undefined;
  landing?: "before" | "after" | undefined;
}

/** What has a click and keys of its own inside a card. */
const INTERACTIVE = "a[href], button, input, textarea, select, label, [role=button], [role=combobox], [role=tab], [contenteditable=true], [tabindex]";

function isOwn(event: { target: EventTarget; currentTarget: EventTarget }): boolean {
  const inner = event.target instanceof Element ? event.target.closest(INTERACTIVE) : null;
  return inner === null || inner === event.currentTarget || !(event.currentTarget as Element).contains(inner);
}

/** The card of one entry: one focus stop of its own when a click does something; what stands in it keeps its own. */
export function Card({ children, ...props }: PropsWithChildren<CardProps>) {
  const { id, name, onRun } = props;
  return (
    // A list item that can be focused: what stands in it could not stand in a button.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <li {...attributesOf(props)} data-card={id} tabIndex={onRun ? 0 : undefined} {...runHandlers(onRun)}>
      <CardLabel.Provider value={name}>{children}</CardLabel.Provider>
    </li>
  );
}

/** The same where cards can be dragged. */
export function DraggableCard({ children, ...props }: PropsWithChildren<CardProps>) {
  const { id, name, onRun } = props;
  const { t } = useTranslation("components");
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({ id });
  const register = useCallback(
    (element: HTMLElement | null) => {
      setNodeRef(element);
      setActivatorNodeRef(element);
    },
    [setNodeRef, setActivatorNodeRef],
  );
  const handlers = runHandlers(onRun);
  return (
    // As above; and it is dragged as a whole, by mouse, touch and keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      {...attributesOf(props)}
      data-card={id}
      data-draggable=""
      data-dragged={isDragging ? "" : undefined}
      ref={register}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-roledescription={t("listCard")}
      aria-describedby={attributes["aria-describedby"]}
      onClick={handlers.onClick}
      onMouseDown={(event: MouseEvent) => {
        if (isOwn(event)) listeners?.onMouseDown?.(event);
      }}
      onTouchStart={(event: TouchEvent) => {
        if (isOwn(event)) listeners?.onTouchStart?.(event);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (!isDragging) handlers.onKeyDown?.(event);
        listeners?.onKeyDown?.(event);
      }}
    >
      <CardLabel.Provider value={name}>{children}</CardLabel.Provider>
    </li>
  );
}

function attributesOf({ name, isColumn, onRun, landing }: CardProps) {
  return {
    className: "list-card",
    "aria-label": name,
    "data-column": isColumn ? "" : undefined,
    "data-action": onRun ? "" : undefined,
    "data-landing": landing,
  };
}

function runHandlers(onRun: (() => void) | undefined) {
  if (!onRun) return {};
  return {
    onClick: (event: MouseEvent) => {
      // A list around this one must not take the click as its own.
      if (isOwn(event) && !event.defaultPrevented) {
        event.preventDefault();
        onRun();
      }
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.target !== event.currentTarget) return;
      event.preventDefault();
      onRun();
    },
  };
}
