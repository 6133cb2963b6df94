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

export function wirePath(from: Card, to: Card): string {
  const fromMiddle = from.top + from.height / 2;
  const toMiddle = to.top + to.height / 2;
  const sameColumn = Math.abs(from.left - to.left) < 1;
  if (sameColumn) {
    const x = from.left + from.width / 2;
    const gap = to.top - (from.top + from.height);
    if (gap >= 0 && gap < NEIGHBOURS) return `M ${x} ${from.top + from.height} L ${x} ${to.top}`;
    // Around the cards between them.
    const out = from.left - BULGE;
    return `M ${from.left} ${fromMiddle} C ${out} ${fromMiddle}, ${out} ${toMiddle}, ${to.left} ${toMiddle}`;
  }
  const forward = to.left > from.left;
  const startX = forward ? from.left + from.width : from.left;
  const endX = forward ? to.left : to.left + to.width;
  const bend = Math.max(BULGE, Math.abs(endX - startX) / 2) * (forward ? 1 : -1);
  return `M ${startX} ${fromMiddle} C ${startX + bend} ${fromMiddle}, ${endX - bend} ${toMiddle}, ${endX} ${toMiddle}`;
}
