import { useState } from "react";

/** Lines of a list while they are edited: those left blank stay on the screen and are no part of the value. */
export function useLines<Line>(stored: readonly Line[], isBlank: (line: Line) => boolean, onStore: (lines: Line[]) => void) {
  const [lines, setLines] = useState<Line[]>([...stored]);
  const kept = lines.filter((line) => !isBlank(line));
  const isCurrent = JSON.stringify(kept) === JSON.stringify(stored);
  // Undo, or another tab of the designer, changed the value.
  if (!isCurrent) setLines([...stored]);
  const write = (next: Line[]): void => {
    setLines(next);
    const wanted = next.filter((line) => !isBlank(line));
    if (JSON.stringify(wanted) !== JSON.stringify(stored)) onStore(wanted);
  };
  return { lines: isCurrent ? lines : [...stored], write };
}
