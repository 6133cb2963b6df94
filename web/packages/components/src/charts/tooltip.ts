/** What a pointer or the keyboard shows of a point. Texts of entries are set as text, never as markup. */
export interface TooltipLine {
  readonly colour: string;
  readonly name: string;
  readonly text: string;
}

export function tooltipOf(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const box = document.createElement("div");
  box.append(textIn("div", title, { fontWeight: "600", marginBottom: "4px", whiteSpace: "normal", overflowWrap: "anywhere" }));
  for (const { colour, name, text } of lines) {
    const line = document.createElement("div");
    Object.assign(line.style, { display: "flex", alignItems: "center", gap: "8px", lineHeight: "20px" });
    const mark = textIn("span", "", { flex: "none", width: "8px", height: "8px", borderRadius: "2px", background: colour });
    line.append(mark, textIn("span", name, { flex: "1 1 auto", overflow: "hidden", textOverflow: "ellipsis" }), textIn("span", text || "–", { fontWeight: "600", fontVariantNumeric: "tabular-nums" }));
    box.append(line);
  }
  return box;
}

function textIn(tag: "div" | "span", text: string, style: Partial<CSSStyleDeclaration>): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  Object.assign(element.style, style);
  return element;
}
