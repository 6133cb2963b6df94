import { useLayoutEffect, useState } from "react";

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where `find` is inside `surface`, measured again when either changes size and whenever `version` changes. */
export function useRect(surface: HTMLElement | null, find: () => HTMLElement | null, version: unknown): Rect | null {
  const [rect, setRect] = useState<Rect | null>(null);
  useLayoutEffect(() => {
    const box = surface && find();
    if (!surface || !box) {
      setRect(null);
      return undefined;
    }
    const measure = (): void => {
      const outer = surface.getBoundingClientRect();
      const inner = box.getBoundingClientRect();
      const next = { left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height };
      setRect((old) => (old && sameRect(old, next) ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(surface);
    observer.observe(box);
    return () => observer.disconnect();
    // `find` is made anew at each drawing; `version` names what it looks for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [surface, version]);
  return rect;
}

function sameRect(left: Rect, right: Rect): boolean {
  return left.left === right.left && left.top === right.top && left.width === right.width && left.height === right.height;
}
