import type { Theme } from "@mui/material/styles";

import type { FrameTheme } from "./messages";

/** Colours and type of the place where a frame stands, as values: variables of the page end at its border. */
export function frameTheme(place: HTMLElement, theme: Theme, scheme: FrameTheme["scheme"]): FrameTheme {
  const style = getComputedStyle(place);
  const { text, divider, primary } = theme.vars.palette;
  return {
    scheme,
    text: style.color,
    muted: valueOf(style, text.secondary),
    line: valueOf(style, divider),
    accent: valueOf(style, primary.main),
    font: style.fontFamily,
    size: style.fontSize,
  };
}

/** Of `var(--name)`, with or without a fallback. */
function valueOf(style: CSSStyleDeclaration, reference: string): string {
  const name = /^var\((--[\w-]+)/u.exec(reference)?.[1];
  return name === undefined ? reference : style.getPropertyValue(name).trim();
}
