/** Menus and panels of an editor hang at the end of the page, and belong to it all the same. */
import { createContext, type FocusEvent, useContext } from "react";

const ATTRIBUTE = "data-rich-part";

export const OwnParts = createContext("");

/** For the root of what hangs elsewhere. */
export function useOwnPart(): Record<typeof ATTRIBUTE, string> {
  return { [ATTRIBUTE]: useContext(OwnParts) };
}

/** Whether the focus only goes from one part of the editor to another. */
export function staysWithin(event: FocusEvent<HTMLElement>, id: string): boolean {
  const { relatedTarget: other, currentTarget } = event;
  if (!(other instanceof Element)) return false;
  return currentTarget.contains(other) || other.closest(`[${ATTRIBUTE}]`)?.getAttribute(ATTRIBUTE) === id;
}
