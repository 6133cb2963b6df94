/** The drawing surface: strokes of mouse, pen and finger become a picture when each of them ends. */
import { useTheme } from "@mui/material/styles";
import { useCallback, useEffect, useRef } from "react";
import SignaturePad from "signature_pad";

interface PadOptions {
  /** What is stored; drawn on, and drawn again when it comes from elsewhere. */
  readonly picture: string | undefined;
  /** Whether it can be drawn on at the moment. */
  readonly active: boolean;
  readonly onDrawn: (picture: string) => void;
}

/** More dots would only make the stored picture bigger. */
const MOST_DOTS = 2;

export function useSignaturePad({ picture, active, onDrawn }: PadOptions) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad>();
  /** What the surface shows: a picture of our own making is there already. */
  const shown = useRef<string>();
  const latest = useRef({ picture, onDrawn });
  useEffect(() => {
    latest.current = { picture, onDrawn };
  });
  const ink = useTheme().palette.common.black;

  useEffect(() => {
    const surface = canvas.current;
    if (!surface || !active) return undefined;
    const drawing = new SignaturePad(surface, { penColor: ink });
    pad.current = drawing;
    const fit = () => {
      fitDots(surface);
      drawing.clear();
      shown.current = undefined;
      show(drawing, surface, latest.current.picture, shown);
    };
    const ended = () => {
      const drawn = drawing.toDataURL("image/png");
      shown.current = drawn;
      latest.current.onDrawn(drawn);
    };
    drawing.addEventListener("endStroke", ended);
    const watched = new ResizeObserver(fit);
    watched.observe(surface);
    fit();
    return () => {
      watched.disconnect();
      drawing.removeEventListener("endStroke", ended);
      drawing.off();
      pad.current = undefined;
    };
  }, [active, ink]);

  useEffect(() => {
    if (pad.current && canvas.current) show(pad.current, canvas.current, picture, shown);
  }, [picture]);

  const onClear = useCallback(() => {
    pad.current?.clear();
    shown.current = undefined;
  }, []);
  return { canvas, onClear };
}

/** As many dots as the screen shows, so that lines are sharp; coordinates stay those of the page. */
function fitDots(surface: HTMLCanvasElement): void {
  const dots = Math.min(window.devicePixelRatio || 1, MOST_DOTS);
  surface.width = surface.offsetWidth * dots;
  surface.height = surface.offsetHeight * dots;
  surface.getContext("2d")?.scale(dots, dots);
}

function show(drawing: SignaturePad, surface: HTMLCanvasElement, picture: string | undefined, shown: { current: string | undefined }): void {
  if (picture === shown.current) return;
  shown.current = picture;
  drawing.clear();
  // It keeps its shape: the surface may be wider here than where it was signed. A picture that is none draws nothing.
  if (picture) void drawing.fromDataURL(picture, { width: surface.offsetWidth, height: surface.offsetHeight }).catch(() => undefined);
}
