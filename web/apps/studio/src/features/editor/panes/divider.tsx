import { Box } from "@mui/material";
import type { KeyboardEvent, PointerEvent } from "react";

interface DividerProps {
  label: string;
  /** A vertical divider stands between columns. */
  orientation: "vertical" | "horizontal";
  size: number;
  min: number;
  max: number;
  /** 1 when dragging right (or down) enlarges, -1 when it shrinks. */
  direction: 1 | -1;
  onSize: (size: number) => void;
}

const STEP = 16;

/** A window splitter: dragged with the pointer, moved with the arrow keys. */
export function Divider({ label, orientation, size, min, max, direction, onSize }: DividerProps) {
  const vertical = orientation === "vertical";
  const resize = (wanted: number): void => onSize(Math.round(Math.max(min, Math.min(max, wanted))));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const start = vertical ? event.clientX : event.clientY;
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent): void => {
      resize(size + direction * ((vertical ? move.clientX : move.clientY) - start));
    };
    const onUp = (): void => {
      target.removeEventListener("pointermove", onMove);
      target.removeEventListener("pointerup", onUp);
    };
    target.addEventListener("pointermove", onMove);
    target.addEventListener("pointerup", onUp);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const forward = vertical ? "ArrowRight" : "ArrowDown";
    const back = vertical ? "ArrowLeft" : "ArrowUp";
    if (event.key !== forward && event.key !== back) return;
    event.preventDefault();
    resize(size + direction * (event.key === forward ? STEP : -STEP));
  };
  return (
    <Box
      // A focusable separator is the pattern WAI-ARIA names for splitters.
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      sx={(theme) => ({
        flex: "none",
        position: "relative",
        zIndex: 2,
        touchAction: "none",
        cursor: vertical ? "col-resize" : "row-resize",
        bgcolor: "divider",
        ...(vertical ? { width: "1px" } : { height: "1px" }),
        "&::after": {
          content: '""',
          position: "absolute",
          ...(vertical ? { insetBlock: 0, insetInline: "-3px" } : { insetInline: 0, insetBlock: "-3px" }),
          transition: theme.transitions.create("background-color", { duration: 120 }),
        },
        "&:hover::after, &:focus-visible::after": { bgcolor: "primary.main", opacity: 0.5 },
        "&:focus-visible": { outline: "none" },
      })}
    />
  );
}
