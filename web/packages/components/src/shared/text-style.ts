import type { CSSProperties } from "react";

import { cssSize } from "../box";
import type { CssSize } from "../settings";

interface TextSettings {
  readonly font_size?: CssSize | undefined;
  readonly color?: string | undefined;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly text_alignment: "left" | "right" | "center" | "justify";
}

/** Inline CSS of the text group. Left follows the direction of writing. */
export function textStyle(settings: TextSettings): CSSProperties {
  return {
    fontSize: cssSize(settings.font_size),
    color: settings.color || undefined,
    fontWeight: settings.bold ? 650 : undefined,
    fontStyle: settings.italic ? "italic" : undefined,
    textAlign: settings.text_alignment === "left" ? "start" : settings.text_alignment,
  };
}
