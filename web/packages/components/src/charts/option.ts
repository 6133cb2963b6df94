/** The drawing, as the library takes it. Pure. */
import type { EChartsCoreOption } from "echarts/core";

import type { Look } from "./colours";
import type { ChartData, Limits } from "./data";
import type { Slice } from "./slices";
import { tooltipOf } from "./tooltip";

export type ChartType = "bar" | "horizontal_bar" | "pie" | "donut" | "line";

export interface Drawing {
  readonly type: ChartType;
  readonly look: Look;
  readonly locale: string;
  readonly rightToLeft: boolean;
  /** Pixels. */
  readonly width: number;
  readonly still: boolean;
  /** Of the axis of values. */
  readonly limits: Limits;
  /** Of the axis of labels, where these are numbers. */
  readonly labelLimits: Limits;
}

/** From here on a drawing is made for speed: no motion, no marks, thinned lines. */
export const MANY = 2000;
/** So many points of a line carry a mark each. */
const FEW = 40;
const NARROW = 480;
const FONT = 12;
const DAY = 86_400_000;

export function isRound(type: ChartType): boolean {
  return type === "pie" || type === "donut";
}

function base({ look, still, rightToLeft }: Drawing, count: number): EChartsCoreOption {
  return {
    animation: !still && count <= MANY,
    animationDuration: 180,
    animationDurationUpdate: 180,
    animationEasing: "cubicOut",
    useUTC: true,
    color: [...look.series],
    textStyle: { fontFamily: look.fontFamily, fontSize: FONT, color: look.text },
    tooltip: {
      confine: true,
      transitionDuration: 0,
      backgroundColor: look.raised,
      borderColor: look.line,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: look.text, fontFamily: look.fontFamily, fontSize: FONT },
      extraCssText: `border-radius: 8px; box-shadow: 0 4px 16px rgb(0 0 0 / 0.12); max-width: 320px; direction: ${rightToLeft ? "rtl" : "ltr"};`,
    },
  };
}

/** Bars and lines; `shown` are the indices of series that are not switched off. */
export function axesOption(data: ChartData, shown: readonly number[], drawing: Drawing): EChartsCoreOption {
  const { type, look, rightToLeft } = drawing;
  const { count } = data;
  const isLine = type === "line";
  const isSideways = type === "horizontal_bar";
  // Bars stand on labels, also where these are numbers: each has its own place.
  const scale = isLine ? data.scale : "labels";
  const labels = labelAxis(data, scale, drawing);
  const values = valueAxis(data, shown, drawing);
  return {
    ...base(drawing, count),
    grid: { left: 4, right: 12, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: isSideways ? { ...values, inverse: rightToLeft } : { ...labels, inverse: rightToLeft },
    yAxis: { ...(isSideways ? { ...labels, inverse: true } : values), position: rightToLeft ? "right" : "left" },
    tooltip: {
      ...(base(drawing, count).tooltip as object),
      trigger: "axis",
      axisPointer: isLine ? { type: "line", lineStyle: { color: look.quiet, type: "solid" } } : { type: "shadow", shadowStyle: { color: look.quiet, opacity: 0.1 } },
      formatter: (hovered: { dataIndex: number } | readonly { dataIndex: number }[]) => {
        const [first] = Array.isArray(hovered) ? (hovered as readonly { dataIndex: number }[]) : [hovered as { dataIndex: number }];
        const at = first?.dataIndex ?? 0;
        const lines = shown.map((index) => ({ colour: colourOf(look, index), name: data.series[index]?.title ?? "", text: data.series[index]?.text(at) ?? "" }));
        return tooltipOf(data.label(at), lines);
      },
    },
    series: shown.map((index) => {
      const { title, values: numbers } = data.series[index] ?? { title: "", values: [] };
      const points = scale === "labels" ? [...numbers] : numbers.map((value, at) => [data.places[at], value]);
      const colour = colourOf(look, index);
      const common = { id: String(index), name: title, data: points, itemStyle: { color: colour }, emphasis: { focus: "none" } };
      return isLine ? lineOf(common, colour, count, shown.length) : barOf(common, isSideways, rightToLeft, count);
    }),
  };
}

export function colourOf(look: Look, index: number): string {
  return look.series[index % look.series.length] ?? look.accent;
}

function barOf(common: object, isSideways: boolean, rightToLeft: boolean, count: number) {
  const end = isSideways ? (rightToLeft ? [3, 0, 0, 3] : [0, 3, 3, 0]) : [3, 3, 0, 0];
  return {
    type: "bar",
    ...common,
    itemStyle: { ...("itemStyle" in common ? (common.itemStyle as object) : {}), borderRadius: count > 200 ? 0 : end },
    barMaxWidth: 40,
    barMinHeight: count > MANY ? 0 : 1,
    barGap: "12%",
    barCategoryGap: "32%",
    large: count > MANY,
    largeThreshold: MANY,
  };
}

function lineOf(common: object, colour: string, count: number, lines: number) {
  return {
    type: "line",
    ...common,
    lineStyle: { width: count > MANY ? 1 : 2, color: colour },
    showSymbol: count <= FEW,
    symbol: "circle",
    symbolSize: 7,
    sampling: "lttb",
    areaStyle: lines === 1 && count <= MANY ? { color: colour, opacity: 0.1 } : undefined,
  };
}

function labelAxis(data: ChartData, scale: ChartData["scale"], { type, look, width, locale, labelLimits }: Drawing) {
  const room = type === "horizontal_bar" ? Math.min(180, width * 0.36) : Math.max(56, (width - 72) / Math.max(1, data.count) - 8);
  const shared = {
    axisLine: { show: true, lineStyle: { color: look.line } },
    axisTick: { show: false },
    splitLine: { show: false },
  };
  const text = { color: look.quiet, fontSize: FONT, hideOverlap: true };
  if (scale === "numbers") {
    return { ...shared, type: "value", scale: true, min: labelLimits.min, max: labelLimits.max, axisLabel: { ...text, formatter: numberText(locale, Math.max(...extent(data.places))) } };
  }
  if (scale === "times") {
    const [first, last] = extent(data.places);
    return { ...shared, type: "time", axisLabel: { ...text, formatter: timeText(locale, last - first) } };
  }
  return { ...shared, type: "category", data: [...data.places.keys()], boundaryGap: type !== "line", axisLabel: { ...text, width: room, overflow: "truncate", formatter: (_: unknown, index: number) => data.label(index) } };
}

function valueAxis(data: ChartData, shown: readonly number[], { type, look, width, locale, limits }: Drawing) {
  // Counts have no halves.
  const areWhole = shown.every((index) => data.series[index]?.values.every((value) => value === null || Number.isInteger(value)));
  const most = shown.reduce((so, index) => Math.max(so, ...extent(data.series[index]?.values ?? []).map(Math.abs)), 0);
  return {
    type: "value",
    min: limits.min,
    max: limits.max,
    minInterval: areWhole ? 1 : undefined,
    splitNumber: type === "horizontal_bar" && width < NARROW ? 3 : 5,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.quiet, fontSize: FONT, hideOverlap: true, formatter: numberText(locale, most) },
  };
}

/** Lowest and highest; not by spreading, which has no room for a hundred thousand. */
export function extent(values: readonly (number | null | undefined)[]): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least > most ? [0, 0] : [least, most];
}

/** Short where the axis reaches far: 1.2M. Up to four digits stay together, as everywhere. */
function numberText(locale: string, most: number) {
  const format = new Intl.NumberFormat(locale, most >= 10_000 ? { notation: "compact", maximumFractionDigits: 2 } : { useGrouping: false, maximumFractionDigits: 6 });
  return (value: number) => format.format(value);
}

function timeText(locale: string, span: number) {
  const parts: Intl.DateTimeFormatOptions =
    span > 720 * DAY ? { year: "numeric", month: "short" } : span > 2 * DAY ? { day: "numeric", month: "short" } : { hour: "numeric", minute: "2-digit" };
  const format = new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" });
  return (value: number) => format.format(value);
}

export interface RoundTexts {
  readonly title: string;
  readonly share: (part: number) => string;
  readonly named: boolean;
}

export function roundOption(slices: readonly Slice[], colours: readonly string[], drawing: Drawing, { title, share, named }: RoundTexts): EChartsCoreOption {
  const { type, look, width } = drawing;
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const part = (value: number) => share(total > 0 ? value / total : 0);
  const hasLabels = width >= NARROW / 2;
  return {
    ...base(drawing, slices.length),
    tooltip: {
      ...(base(drawing, slices.length).tooltip as object),
      trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const slice = slices[dataIndex];
        return slice ? tooltipOf(slice.name, [{ colour: colours[dataIndex] ?? look.accent, name: title, text: `${slice.text} (${part(slice.value)})` }]) : "";
      },
    },
    series: [
      {
        id: "0",
        type: "pie",
        radius: type === "donut" ? ["52%", "78%"] : [0, "78%"],
        padAngle: slices.length > 1 && slices.length <= 12 ? 1 : 0,
        minShowLabelAngle: 12,
        itemStyle: { borderColor: look.surface, borderWidth: slices.length > 1 ? 1 : 0, borderRadius: 4 },
        label: {
          show: hasLabels,
          color: look.text,
          fontSize: FONT,
          lineHeight: 16,
          fontFamily: look.fontFamily,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const slice = slices[dataIndex];
            if (!slice) return "";
            return named ? `${slice.name}\n${part(slice.value)}` : part(slice.value);
          },
        },
        labelLine: { show: hasLabels, length: 8, length2: 8, lineStyle: { color: look.quiet } },
        emphasis: { scaleSize: 4 },
        data: slices.map(({ name, value }, index) => ({ name, value, itemStyle: { color: colours[index] } })),
      },
    ],
  };
}
