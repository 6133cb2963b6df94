/** Slices of a pie, from its first series. Pure. */
import { addDecimals } from "../shared/decimal";
import type { ChartData } from "./data";

export interface Slice {
  readonly name: string;
  readonly value: number;
  /** As people read it. */
  readonly text: string;
  /** Index of its point; none of what stands for several. */
  readonly index: number | undefined;
}

export interface Slices {
  readonly slices: readonly Slice[];
  /** Points with a negative value: a pie has no place for them. */
  readonly negative: number;
  /** Exact sum of the shown slices. */
  readonly total: string;
}

/** More cannot be told apart. */
export const MOST_SLICES = 24;

/** The largest slices in their order, all others as one. `hidden` are those switched off in the legend. */
export function slicesOf({ label, series }: ChartData, hidden: ReadonlySet<string>, show: (decimal: string) => string, nameOthers: (count: number) => string): Slices & { readonly all: readonly Slice[] } {
  const [first] = series;
  const values = first?.values ?? [];
  const positive = [...values.keys()].filter((index) => (values[index] ?? 0) > 0);
  const bySize = positive.length > MOST_SLICES ? [...positive].sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0)) : positive;
  const large = new Set(positive.length > MOST_SLICES ? bySize.slice(0, MOST_SLICES - 1) : positive);
  const rest = positive.filter((index) => !large.has(index));
  const sum = (indices: readonly number[]) => indices.reduce((total, index) => addDecimals(total, first?.exact(index) ?? "0"), "0");
  const all: Slice[] = [...large].sort((one, other) => one - other).map((index) => ({ name: label(index), value: values[index] ?? 0, text: first?.text(index) ?? "", index }));
  const others = nameOthers(rest.length);
  if (rest.length > 0) all.push({ name: others, value: Number(sum(rest)), text: show(sum(rest)), index: undefined });
  const slices = all.filter(({ name }) => !hidden.has(name));
  const counted = slices.flatMap(({ index }) => (index === undefined ? rest : [index]));
  return { all, slices, negative: values.filter((value) => (value ?? 0) < 0).length, total: show(sum(counted)) };
}
