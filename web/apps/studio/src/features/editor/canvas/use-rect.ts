import { useLayoutEffect, useState } from "react";

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Measured {
  readonly id: string;
  readonly rect: Rect;
}

/**
 * Where the box of `id` is inside `surface`: measured again when either changes size and whenever
 * `version` changes. Keeps the last answer in between, so that what is drawn there does not flicker.
 */
export function useRect(
  surface: HTMLElement | null,
  id: string | null,
  boxOf: (surface: HTMLElement, id: string) => HTMLElement | null,
  version?: unknown,
): Rect | null {
  const [measured, setMeasured] = useState<Measured | null>(null);
  useLayoutEffect(() => {
    const box = surface && id !== null ? boxOf(surface, id) : null;
    if (!surface || !box || id === null) return undefined;
    const measure = (): void => {
      const outer = surface.getBoundingClientRect();
      const inner = box.getBoundingClientRect();
      const rect = { left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height };
      setMeasured((old) => (old && old.id === id && sameRect(old.rect, rect) ? old : { id, rect }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(surface);
    observer.observe(box);
    return () => observer.disconnect();
  }, [surface, id, boxOf, version]);
  return measured !== null && measured.id === id ? measured.rect : null;
}

function sameRect(left: Rect, right: Rect): boolean {
  return left.left === right.left && left.top === right.top && left.width === right.width && left.height === right.height;
}
