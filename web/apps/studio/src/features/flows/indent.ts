/** What Tab and Enter do in code: four spaces, and the indentation of the line before. Pure. */

const STEP = 4;

export function indented(text: string, start: number, end: number, key: "tab" | "enter"): { text: string; caret: number } {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const placed = key === "tab" ? " ".repeat(STEP - (line.length % STEP)) : `\n${leading(line)}`;
  return { text: `${text.slice(0, start)}${placed}${text.slice(end)}`, caret: start + placed.length };
}

/** A line that opens a block indents what follows. */
function leading(line: string): string {
  const own = /^ */.exec(line)?.[0] ?? "";
  return /[:{[(]\s*$/.test(line) ? own + " ".repeat(STEP) : own;
}
