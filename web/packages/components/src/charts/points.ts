/** Where the keyboard goes in a chart. Pure. */
export interface At {
  /** Index among the series that are shown. */
  readonly series: number;
  readonly point: number;
}

interface Extent {
  readonly series: number;
  readonly points: number;
  readonly rightToLeft: boolean;
  /** Points stand below each other, and series beside each other. */
  readonly sideways: boolean;
}

/** Points passed at once with Page Up and Page Down. */
const LEAP = 10;

/** The next place; undefined where the key means nothing. Null leaves the points. */
export function moved(at: At | undefined, key: string, { series, points, rightToLeft, sideways }: Extent): At | null | undefined {
  if (key === "Escape") return at ? null : undefined;
  const ahead = rightToLeft ? "ArrowLeft" : "ArrowRight";
  const back = rightToLeft ? "ArrowRight" : "ArrowLeft";
  const steps: Readonly<Record<string, readonly [point: number, series: number]>> = {
    [sideways ? "ArrowDown" : ahead]: [1, 0],
    [sideways ? "ArrowUp" : back]: [-1, 0],
    [sideways ? ahead : "ArrowDown"]: [0, 1],
    [sideways ? back : "ArrowUp"]: [0, -1],
    Home: [-Infinity, 0],
    End: [Infinity, 0],
    PageUp: [-LEAP, 0],
    PageDown: [LEAP, 0],
  };
  const step = steps[key];
  if (!step || points === 0 || series === 0) return undefined;
  if (!at) return { series: 0, point: key === "End" ? points - 1 : 0 };
  const clamp = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
  return { series: clamp(at.series + step[1], series), point: clamp(at.point + step[0], points) };
}
