/** Where something that is dragged would land, read from the page as it is drawn. */

import type { Spot } from "../state";

export interface Line {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface DropPlace extends Spot {
  /** The line to draw, in client coordinates. */
  readonly line: Line;
}

const ELEMENT = "[data-element-id]";
/** Near its edge a container gives way to the one around it, so one can drop beside it. */
const EDGE = 8;
const THICKNESS = 3;
/** An empty container shows the line at its start, this far inside. */
const INSET = 6;

export const idOf = (box: Element): string => box.getAttribute("data-element-id") ?? "";
const isContainer = (box: Element): boolean => box.hasAttribute("data-container");
const isHorizontal = (container: Element): boolean =>
  !container.hasAttribute("data-template") && getComputedStyle(container).flexDirection.startsWith("row");

export function boxOf(canvas: Element, id: string): HTMLElement | null {
  return canvas.querySelector<HTMLElement>(`[data-element-id="${CSS.escape(id)}"]`);
}

/** Boxes of the elements directly inside a container. */
export function childBoxes(container: Element): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(ELEMENT)].filter(
    (box) => box.parentElement?.closest(ELEMENT) === container,
  );
}

/** The place under a point. What lies inside the element that is dragged is no place for it. */
export function placeAt(canvas: Element, x: number, y: number, dragged: string | null): DropPlace | null {
  const under = canvas.ownerDocument.elementsFromPoint(x, y).find((node) => canvas.contains(node) && node.closest(ELEMENT));
  const outermost = canvas.querySelector(ELEMENT);
  let box = under?.closest<HTMLElement>(ELEMENT) ?? (isInside(canvas.getBoundingClientRect(), x, y) ? outermost : null);
  const own = dragged === null ? null : boxOf(canvas, dragged);
  if (own && box && own.contains(box)) box = own.parentElement?.closest<HTMLElement>(ELEMENT) ?? null;
  while (box && (!isContainer(box) || givesWay(box, x, y))) box = box.parentElement?.closest<HTMLElement>(ELEMENT) ?? null;
  return box && placeIn(box, indexAt(box, x, y));
}

function isInside(rect: DOMRect, x: number, y: number): boolean {
  return x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
}

function givesWay(box: Element, x: number, y: number): boolean {
  const parent = box.parentElement?.closest(ELEMENT);
  if (!parent) return false;
  const rect = box.getBoundingClientRect();
  return isHorizontal(parent)
    ? Math.min(x - rect.left, rect.right - x) < EDGE
    : Math.min(y - rect.top, rect.bottom - y) < EDGE;
}

function indexAt(container: Element, x: number, y: number): number {
  const horizontal = isHorizontal(container);
  const index = childBoxes(container).findIndex((box) => {
    const rect = box.getBoundingClientRect();
    return horizontal ? x < rect.left + rect.width / 2 : y < rect.top + rect.height / 2;
  });
  return index < 0 ? childBoxes(container).length : index;
}

/** The place before the child at `index` of a container, with the line that shows it. */
export function placeIn(container: Element, index: number): DropPlace {
  const horizontal = isHorizontal(container);
  const children = childBoxes(container).map((box) => box.getBoundingClientRect());
  const area = container.getBoundingClientRect();
  const before = children[index - 1];
  const after = children[index];
  const at = horizontal
    ? between(before?.right, after?.left, area.left)
    : between(before?.bottom, after?.top, area.top);
  const near = after ?? before;
  const line = horizontal
    ? { left: at, top: near?.top ?? area.top + INSET, width: THICKNESS, height: near?.height ?? area.height - 2 * INSET }
    : { left: near?.left ?? area.left + INSET, top: at, width: near?.width ?? area.width - 2 * INSET, height: THICKNESS };
  return { parent: idOf(container), index, line };
}

function between(end: number | undefined, start: number | undefined, edge: number): number {
  if (end !== undefined && start !== undefined) return (end + start - THICKNESS) / 2;
  if (end !== undefined) return end + 1;
  return start === undefined ? edge + INSET : start - THICKNESS - 1;
}

/** All places of the page in reading order: what the arrow keys walk through while dragging by keyboard. */
export function allPlaces(canvas: Element, dragged: string | null): DropPlace[] {
  const own = dragged === null ? null : boxOf(canvas, dragged);
  const containers = [...canvas.querySelectorAll(ELEMENT)].filter((box) => isContainer(box) && !own?.contains(box));
  return containers.flatMap((container) => {
    const children = childBoxes(container);
    const at = own ? children.indexOf(own) : -1;
    // Before and after the dragged element is one and the same place: where it is.
    return Array.from({ length: children.length + 1 }, (_, index) => index)
      .filter((index) => at < 0 || index !== at + 1)
      .map((index) => placeIn(container, index));
  });
}

/** Where the dragged element is now. */
export function presentPlace(canvas: Element, dragged: string): DropPlace | null {
  const own = boxOf(canvas, dragged);
  const container = own?.parentElement?.closest(ELEMENT);
  return own && container ? placeIn(container, childBoxes(container).indexOf(own)) : null;
}

export function samePlace(left: DropPlace | null, right: DropPlace | null): boolean {
  return left?.parent === right?.parent && left?.index === right?.index;
}
