/** What a script says of a part of a grid, as far as it is safe and the theme knows it. */
import type { CSSProperties } from "react";

import type { GridStyles, PartStyle } from "../runtime-api";

/** A name, a hexadecimal number, or a colour function of plain numbers: nothing that could fetch or refer to anything. */
const COLOUR = /^(?:[a-z]{3,24}|#[0-9a-f]{3,4}|#[0-9a-f]{6}|#[0-9a-f]{8}|(?:rgb|hsl)a?\([\d\s.,%/+-]{1,60}\)|(?:hwb|lab|lch|oklab|oklch)\([\d\s.%/+-]{1,60}\))$/i;
/** The weights that the theme writes with; words lead to one of them. */
const WEIGHTS: Readonly<Record<string, number>> = { normal: 400, "400": 400, medium: 550, "500": 550, "550": 550, bold: 600, "600": 600, "700": 600 };
const STYLES: ReadonlySet<string> = new Set(["normal", "italic"]);
const DECORATIONS: ReadonlySet<string> = new Set(["none", "underline", "line-through"]);

/** Undefined when nothing of it can be shown. `contrast` finds readable text for a background. */
export function cssOf(style: PartStyle | undefined, contrast: (background: string) => string | undefined): CSSProperties | undefined {
  if (!style) return undefined;
  const background = colour(style.background);
  const css: CSSProperties = {
    // Over the cell's own ground: one that stays in place while others pass below must not become transparent.
    backgroundImage: background && `linear-gradient(${background}, ${background})`,
    color: colour(style.color) ?? (background && contrast(background)),
    fontWeight: style.font_weight && WEIGHTS[style.font_weight],
    fontStyle: known(style.font_style, STYLES),
    textDecoration: known(style.text_decoration, DECORATIONS),
  };
  const set = Object.entries(css).filter(([, value]) => value !== undefined && value !== "");
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}

/** Of one cell: its own style over that of its row. */
export function cellStyle(styles: GridStyles, entry: number, column: string): PartStyle | undefined {
  const row = styles.row?.[entry];
  const own = styles.cell?.[`${entry}/${column}`];
  return row && own ? { ...row, ...own } : (own ?? row);
}

function colour(text: unknown): string | undefined {
  return typeof text === "string" && COLOUR.test(text.trim()) ? text.trim() : undefined;
}

function known(text: string | undefined, words: ReadonlySet<string>): string | undefined {
  return text !== undefined && words.has(text) ? text : undefined;
}
