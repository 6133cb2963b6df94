/** Made-up points for the canvas, the same each time. */
import type { ChartData } from "./data";

const VALUES = [42, 68, 55, 81, 63, 90] as const;

export function sampleOf(titles: readonly string[], nameOf: (number: number) => string): ChartData {
  return {
    count: VALUES.length,
    label: (index) => nameOf(index + 1),
    scale: "labels",
    places: VALUES.map((_, index) => index + 1),
    series: titles.map((title, at) => {
      const values = VALUES.map((_, index) => Math.round((VALUES[(index + at * 2) % VALUES.length] ?? 0) * (1 - at * 0.15)));
      return { title, values, text: (index) => String(values[index] ?? ""), exact: (index) => String(values[index] ?? 0) };
    }),
  };
}
