/** A typed name as the picture of a signature, for whoever does not draw. */
const WIDTH = 480;
const HEIGHT = 160;
const SIZE = 56;
/** Between the name and the edges. */
const MARGIN = 24;

/** A PNG data string; undefined where the browser draws nothing. */
export function drawnName(name: string): string | undefined {
  const surface = document.createElement("canvas");
  surface.width = WIDTH;
  surface.height = HEIGHT;
  const context = surface.getContext("2d");
  if (!context) return undefined;
  const font = (size: number) => `italic ${size}px cursive`;
  context.font = font(SIZE);
  const wide = context.measureText(name).width;
  const room = WIDTH - 2 * MARGIN;
  context.font = font(wide > room ? Math.max(1, Math.floor((SIZE * room) / wide)) : SIZE);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(name, WIDTH / 2, HEIGHT / 2, room);
  return surface.toDataURL("image/png");
}
