import type { FocusEvent, KeyboardEvent } from "react";

const rowsOf = (tree: HTMLElement): HTMLElement[] => [...tree.querySelectorAll<HTMLElement>("[data-tree-row]")];

/** Arrow keys between the rows of a tree; the tree itself is the one tab stop and hands focus to a row. */
export function useTreeKeys() {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const rows = rowsOf(event.currentTarget);
    const at = rows.findIndex((row) => row === event.target);
    if (at < 0) return;
    const target = {
      ArrowDown: rows[at + 1],
      ArrowUp: rows[at - 1],
      Home: rows[0],
      End: rows.at(-1),
    }[event.key];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    const rows = rowsOf(event.currentTarget);
    (rows.find((row) => row.getAttribute("aria-selected") === "true") ?? rows[0])?.focus();
  };
  return { onKeyDown, onFocus, tabIndex: 0 };
}
