/** Where arrow keys lead among cells of which some are empty. Pure. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** The next cell with a value in that direction; undefined where there is none. `wraps`: the search goes on in the next row. */
export function spotAfter({ row, column }: Spot, key: string, size: Size, has: (spot: Spot) => boolean, wraps = false): Spot | undefined {
  if (key === "Home") return spotAfter({ row, column: -1 }, "ArrowRight", size, has);
  if (key === "End") return spotAfter({ row, column: size.columns }, "ArrowLeft", size, has);
  const [down, across] = STEPS[key] ?? [0, 0];
  if (down === 0 && across === 0) return undefined;
  let at = { row: row + down, column: column + across };
  while (at.row >= 0 && at.row < size.rows) {
    if (at.column < 0 || at.column >= size.columns) {
      if (!wraps) return undefined;
      at = { row: at.row + 1, column: 0 };
      continue;
    }
    if (has(at)) return at;
    at = { row: at.row + down, column: at.column + across };
  }
  return undefined;
}
