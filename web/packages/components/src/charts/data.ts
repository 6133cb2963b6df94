/** What a chart draws, from the answers of the server. Pure. */
import type { Entry, FieldProperty } from "../model";
import { decimalText } from "../shared/decimal";
import { readPath } from "../shared/paths";
import { isReference } from "../shared/reference";
import { wallClock } from "../shared/wall-clock";
import type { Series } from "./series";

export interface DrawnSeries {
  readonly title: string;
  /** As they are drawn; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** As people read them. */
  readonly text: (index: number) => string;
  /** As the server told them: exact decimals. */
  readonly exact: (index: number) => string | undefined;
}

export type Scale = "labels" | "numbers" | "times";

export interface ChartData {
  /** How many points there are. */
  readonly count: number;
  /** As people read it; made when it is needed, since few of very many are seen. */
  readonly label: (index: number) => string;
  /** Labels along their axis: by place, by amount, or by time (UTC digits of the reader's wall clock). */
  readonly scale: Scale;
  readonly places: readonly number[];
  readonly series: readonly DrawnSeries[];
}

export interface Answers {
  readonly points: readonly Entry[];
  readonly groups: readonly Entry[];
}

export interface DataContext {
  readonly label: string | undefined;
  readonly labelProperty: FieldProperty | undefined;
  readonly timeZone: string;
  /** How a value reads. */
  readonly show: (value: unknown, property: FieldProperty | undefined, isAverage?: boolean) => string;
  /** What stands for a missing label. */
  readonly missing: string;
  /** Of a group that is all entries. */
  readonly everything: string;
  readonly entryLabel: (entry: Entry) => string;
  readonly titleOf: (series: Series, index: number) => string;
}

type Row = Readonly<Record<string, unknown>>;

/** Entries are the points where any series asks for them; the aggregates of their label then stand beside them. */
export function chartData(series: readonly Series[], { points, groups }: Answers, context: DataContext): ChartData {
  const byEntry = series.some(({ summary }) => summary === undefined);
  const rows = byEntry ? points : groups;
  const { label } = context;
  const labelOf = (row: Entry) => (label === undefined ? undefined : readPath(row, label));
  const groupOf = new Map(byEntry ? groups.map((row) => [keyOf(labelOf(row)), row]) : []);
  const raw = rows.map(labelOf);
  const { scale, places } = scaleOf(raw, context);
  const order = scale === "labels" ? undefined : [...places.keys()].sort((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const rowAt = (index: number) => rows[order?.[index] ?? index];
  const inOrder = <Item>(items: readonly Item[]): readonly Item[] => (order ? order.map((at) => items[at] as Item) : items);
  return {
    count: rows.length,
    label: (index) => {
      const row = rowAt(index);
      if (!row) return "";
      if (label !== undefined) return context.show(labelOf(row), context.labelProperty) || context.missing;
      return byEntry ? context.entryLabel(row) : context.everything;
    },
    scale,
    places: inOrder(places),
    series: series.map((one, index) => {
      const { field = "", summary, column, property } = one;
      const valueOf = (row: Entry): unknown => {
        if (!summary) return readPath(row, field);
        const group = byEntry ? groupOf.get(keyOf(labelOf(row))) : row;
        return (group as Row | undefined)?.[column];
      };
      const values = inOrder(rows.map(valueOf));
      return {
        title: context.titleOf(one, index),
        values: values.map(numberOf),
        text: (at) => context.show(values[at], property, summary === "average"),
        exact: (at) => decimalText(values[at]),
      };
    }),
  };
}

function keyOf(label: unknown): string {
  return isReference(label) ? `#${label.id}` : String(label ?? "");
}

function numberOf(value: unknown): number | null {
  const text = decimalText(value);
  return text === undefined ? null : Number(text);
}

/** Numbers and times have places of their own on an axis, unless one of them is missing. */
function scaleOf(raw: readonly unknown[], { labelProperty, timeZone }: DataContext): Pick<ChartData, "scale" | "places"> {
  const type = labelProperty?.enum?.length ? undefined : labelProperty?.type;
  if (type === "integer" || type === "number") {
    const places = raw.map(numberOf);
    if (places.every((place) => place !== null)) return { scale: "numbers", places };
  }
  if (type === "date" || type === "datetime") {
    const instants = raw.map((value) => (typeof value === "string" ? Date.parse(value) : NaN));
    if (!instants.some(Number.isNaN)) return { scale: "times", places: type === "date" ? instants : wallClocks(instants, timeZone) };
  }
  return { scale: "labels", places: raw.map((_, index) => index + 1) };
}

const DAY = 86_400_000;

/** What clocks in the zone show at these instants. Most days clocks do not change, and one look is enough for a day. */
function wallClocks(instants: readonly number[], zone: string): number[] {
  const offsets = new Map<number, number | undefined>();
  const offsetAt = (instant: number) => wallClock(instant, zone) - instant;
  return instants.map((instant) => {
    const day = Math.floor(instant / DAY);
    if (!offsets.has(day)) {
      const offset = offsetAt(day * DAY);
      offsets.set(day, offset === offsetAt((day + 1) * DAY) ? offset : undefined);
    }
    return instant + (offsets.get(day) ?? offsetAt(instant));
  });
}

export interface Limits {
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** The points within limits of the labels: numbers by themselves, all others by their place in the row. */
export function within(data: ChartData, { min, max }: Limits): ChartData {
  if (min === undefined && max === undefined) return data;
  const placeOf = (index: number) => (data.scale === "numbers" ? (data.places[index] ?? 0) : index + 1);
  const kept = [...data.places.keys()].filter((index) => placeOf(index) >= (min ?? -Infinity) && placeOf(index) <= (max ?? Infinity));
  return pick(data, kept);
}

export function pick(data: ChartData, kept: readonly number[]): ChartData {
  const at = <Item>(items: readonly Item[]) => kept.map((index) => items[index] as Item);
  return {
    count: kept.length,
    label: (index) => data.label(kept[index] ?? -1),
    scale: data.scale,
    places: at(data.places),
    series: data.series.map(({ title, values, text, exact }) => ({
      title,
      values: at(values),
      text: (index) => text(kept[index] ?? -1),
      exact: (index) => exact(kept[index] ?? -1),
    })),
  };
}
