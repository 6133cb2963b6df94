/** The page as it will be, made selectable and draggable by one set of handlers on its surface. */

import { useDraggable } from "@dnd-kit/core";
import { arrangesPanels, findElement } from "@aqtra/model";
import { Box } from "@mui/material";
import { useRef, useState } from "react";
import type { MouseEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";

import { useCanvasRegister } from "../dnd";
import type { DragData } from "../dnd";
import { selectElement, useEditorDispatch, useSession } from "../state";
import { CanvasElement } from "./canvas-element";
import { CanvasSources } from "./canvas-sources";
import { Overlay } from "./overlay";
import { ShownPanels } from "./shown-panels";
import { useCanvasKeys } from "./use-canvas-keys";
import { useCanvasRuntime } from "./use-canvas-runtime";

/** Widths of the preview; the page adapts to its own width, not to the window's. */
export const VIEWPORTS = { desktop: undefined, tablet: 768, phone: 390 } as const;
export type Viewport = keyof typeof VIEWPORTS;

interface CanvasProps {
  viewport: Viewport;
  preview: boolean;
  onProperties: () => void;
}

const elementAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest("[data-element-id]")?.getAttribute("data-element-id") ?? null) : null;

export function Canvas({ viewport, preview, onProperties }: CanvasProps) {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const page = useSession(({ history, view }) => history.document.pages.find(({ id }) => id === view.page));
  const runtime = useCanvasRuntime();
  const { setCanvas } = useCanvasRegister();
  const [surface, setSurface] = useState<HTMLElement | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const pressed = useRef<string | null>(null);
  const onKeyDown = useCanvasKeys();
  const { listeners, setNodeRef } = useDraggable({
    id: "canvas",
    disabled: preview,
    data: { read: (): DragData => ({ from: "canvas", element: pressed.current ?? "" }) },
  });

  /** A tab or cell stays in its place: pressed there, the element that arranges it is dragged. */
  const draggedFrom = (element: string | null): string | null => {
    const parent = element === null ? undefined : page && findElement({ pages: [page] }, element)?.ancestors.at(-1);
    return parent && arrangesPanels(parent.kind) ? parent.id : element;
  };
  const register = (element: HTMLElement | null): void => {
    setSurface(element);
    setCanvas(element);
    setNodeRef(element);
  };
  const onPointerDown = (event: PointerEvent): void => {
    const element = draggedFrom(elementAt(event.target));
    pressed.current = element;
    // A page is not moved, and neither is what its toolbar covers.
    if (element && element !== page?.id) listeners?.["onPointerDown"]?.(event);
  };
  const onClick = (event: MouseEvent): void => {
    const element = elementAt(event.target);
    if (element) dispatch(selectElement(element));
  };
  if (!page) return null;
  return (
    <Box
      // The canvas has keys of its own, which "application" passes through to it.
      role="application"
      aria-label={t("canvas.name", { page: page.name })}
      aria-describedby="canvas-keys"
      data-testid="canvas"
      tabIndex={0}
      onKeyDown={preview ? undefined : onKeyDown}
      sx={{
        flex: "1 1 0",
        minHeight: 0,
        overflow: "auto",
        p: 6,
        bgcolor: "tone.sunken",
        "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
      }}
    >
      <Box id="canvas-keys" hidden>{t("canvas.keys")}</Box>
      <Box
        sx={{
          position: "relative",
          width: "100%",
          maxWidth: VIEWPORTS[viewport] ?? 1160,
          minHeight: "100%",
          mx: "auto",
          display: "flex",
          flexDirection: "column",
          bgcolor: "background.paper",
          border: 1,
          borderColor: "divider",
          borderRadius: 1,
        }}
      >
        <Box
          ref={register}
          onPointerDown={preview ? undefined : onPointerDown}
          onClick={preview ? undefined : onClick}
          onPointerOver={(event) => setHovered(elementAt(event.target))}
          onPointerLeave={() => setHovered(null)}
          sx={{
            flex: "1 1 auto",
            display: "flex",
            flexDirection: "column",
            cursor: "default",
            "& > [data-kind=page]": { flex: "1 1 auto", p: 6 },
            ...(preview
              ? { "& .empty-hint": { display: "none" } }
              : {
                  userSelect: "none",
                  "& [data-container] [data-container]": { outline: "1px dashed", outlineColor: "divider", outlineOffset: "3px", borderRadius: "2px" },
                }),
          }}
        >
          <CanvasSources>
            <ShownPanels>
              <CanvasElement key={page.id} element={page} runtime={runtime} />
            </ShownPanels>
          </CanvasSources>
        </Box>
        {!preview && <Overlay surface={surface} hovered={hovered} onProperties={onProperties} />}
      </Box>
    </Box>
  );
}
