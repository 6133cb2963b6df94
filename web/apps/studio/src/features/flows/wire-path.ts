/** The line between two cards, as the `d` of an SVG path. Pure. */

export interface Card {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Cards closer than this stand directly below one another. */
const NEIGHBOURS = 48;
const BULGE = 28;
/** Room between the ends of wires that arrive at the same card. */
const SPREAD = 18;
/** How far before its end a wire bears its mark. */
const MARK_DISTANCE = 16;

export interface WireLine {
  d: string;
  /** Where a mark stands that tells this wire from others with the same end. */
  mark: { x: number; y: number };
}

/** `place` of `count` wires that end at the same card: their ends stand side by side. */
export function wireLine(from: Card, to: Card, place = 0, count = 1): WireLine {
  const shift = (place - (count - 1) / 2) * SPREAD;
  const fromMiddle = from.top + from.height / 2;
  const toMiddle = to.top + to.height / 2 + shift;
  const sameColumn = Math.abs(from.left - to.left) < 1;
  if (sameColumn) {
    const x = from.left + from.width / 2;
    const endX = x + shift;
    const gap = to.top - (from.top + from.height);
    if (gap >= 0 && gap < NEIGHBOURS) return { d: `M ${endX} ${from.top + from.height} L ${endX} ${to.top}`, mark: { x: endX, y: to.top - MARK_DISTANCE } };
    // Around the cards between them.
    const out = from.left - BULGE;
    return {
      d: `M ${from.left} ${fromMiddle} C ${out} ${fromMiddle}, ${out} ${toMiddle}, ${to.left} ${toMiddle}`,
      mark: { x: to.left - MARK_DISTANCE, y: toMiddle },
    };
  }
  const forward = to.left > from.left;
  const startX = forward ? from.left + from.width : from.left;
  const endX = forward ? to.left : to.left + to.width;
  const side = forward ? 1 : -1;
  const bend = Math.max(BULGE, Math.abs(endX - startX) / 2) * side;
  return {
    d: `M ${startX} ${fromMiddle} C ${startX + bend} ${fromMiddle}, ${endX - bend} ${toMiddle}, ${endX} ${toMiddle}`,
    mark: { x: endX - MARK_DISTANCE * side, y: toMiddle },
  };
}
