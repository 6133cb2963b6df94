/** Room at the bottom of the window that something fixed there takes: toasts stay above it. */

import { type RefObject, useEffect } from "react";

const PROPERTY = "--bottom-inset";

/** A length for styles; nothing while nothing is there. */
export const BOTTOM_INSET = `var(${PROPERTY}, 0px)`;

/** Keeps the room free for as long as the element is shown, however tall it becomes. */
export function useBottomInset(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const shown = element.current;
    if (!shown || !("ResizeObserver" in window)) return undefined;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      style.setProperty(PROPERTY, `${window.innerHeight - shown.getBoundingClientRect().top}px`);
    });
    observer.observe(shown);
    return () => {
      observer.disconnect();
      style.removeProperty(PROPERTY);
    };
  }, [element]);
}
