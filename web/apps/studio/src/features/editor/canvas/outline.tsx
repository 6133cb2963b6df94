import { definitionOf } from "@aqtra/components";
import type { Element } from "@aqtra/model";
import { Box } from "@mui/material";
import type { ReactNode } from "react";

import type { Rect } from "./use-rect";

/** Height of the tag and of the toolbar over an element; above the first ones they go inside. */
export const TAG_HEIGHT = 20;

export function kindTitle(kind: string): string {
  return definitionOf(kind)?.title ?? kind;
}

export function place(rect: Rect) {
  return { position: "absolute", left: rect.left, top: rect.top, width: rect.width, height: rect.height, pointerEvents: "none" } as const;
}

/** Thin line around what is under the pointer, with its name and kind. */
export function HoverOutline({ rect, element }: { rect: Rect; element: Element }) {
  return (
    <Box sx={{ ...place(rect), outline: 1, outlineColor: "primary.main", outlineOffset: -1, borderRadius: "2px" }} data-testid="hover-outline">
      <Tag rect={rect}>
        {element.name} · {kindTitle(element.kind)}
      </Tag>
    </Box>
  );
}

export function Tag({ rect, children }: { rect: Rect; children: ReactNode }) {
  return (
    <Box
      sx={{
        position: "absolute",
        left: 0,
        top: rect.top >= TAG_HEIGHT ? -TAG_HEIGHT : 0,
        height: TAG_HEIGHT,
        px: 1.5,
        display: "flex",
        alignItems: "center",
        gap: 1,
        whiteSpace: "nowrap",
        typography: "caption",
        fontWeight: 550,
        bgcolor: "primary.main",
        color: "primary.contrastText",
        borderRadius: "3px",
      }}
    >
      {children}
    </Box>
  );
}
