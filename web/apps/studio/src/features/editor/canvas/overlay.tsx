/** Everything drawn over the page: hover, selection, drop line. The page below stays untouched by it. */

import { findElement } from "@aqtra/model";
import { VisuallyHidden } from "@aqtra/ui";
import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useDrop } from "../dnd";
import { boxOf } from "../dnd/drop-geometry";
import { useDocument, useSession } from "../state";
import { DropMarks } from "./drop-marks";
import { HoverOutline, kindTitle } from "./outline";
import { Selection } from "./selection";
import { useRect } from "./use-rect";

interface OverlayProps {
  surface: HTMLElement | null;
  hovered: string | null;
  onProperties: () => void;
}

export function Overlay({ surface, hovered, onProperties }: OverlayProps) {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const selection = useSession((session) => session.view.selection);
  const { active } = useDrop();
  const selected = selection ? findElement(document, selection) : null;
  const under = hovered && hovered !== selection ? findElement(document, hovered) : null;
  const selectedRect = useRect(surface, selection, boxOf, document);
  const hoveredRect = useRect(surface, hovered, boxOf, document);
  return (
    <Box sx={{ position: "absolute", inset: 0, pointerEvents: "none", zIndex: 1 }}>
      {!active && under && hoveredRect && under.ancestors.length > 0 && <HoverOutline rect={hoveredRect} element={under.element} />}
      {!active && selected && selectedRect && <Selection rect={selectedRect} located={selected} onProperties={onProperties} />}
      <DropMarks surface={surface} />
      <VisuallyHidden>
        <span aria-live="polite">
          {selected && t("canvas.selected", { name: selected.element.name, kind: kindTitle(selected.element.kind) })}
        </span>
      </VisuallyHidden>
    </Box>
  );
}
