import useMediaQuery from "@mui/material/useMediaQuery";
import { useColorScheme, useTheme } from "@mui/material/styles";
import Skeleton from "@mui/material/Skeleton";
import { VisuallyHidden } from "@aqtra/ui";
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ChartData, Limits } from "./data";
import { lookOf } from "./colours";
import { axesOption, type ChartType, type Drawing, extent, isRound, MANY, roundOption } from "./option";
import { type At, moved } from "./points";
import type { Slices } from "./slices";

/** Apart from the view, so that what is empty, loading or read as a table does without the library. */
const Plot = lazy(() => import("./plot"));

export interface FigureProps {
  readonly type: ChartType;
  readonly label: string;
  readonly data: ChartData;
  /** Indices of the series that are shown. */
  readonly shown: readonly number[];
  /** Where it is a pie or a donut: its slices, and their colours. */
  readonly round: (Slices & { readonly colours: readonly string[] }) | undefined;
  /** Sums mean something: shown in the middle of a donut. */
  readonly hasTotal: boolean;
  /** Slices say their names themselves. */
  readonly named: boolean;
  readonly limits: Limits;
  readonly labelLimits: Limits;
  readonly locale: string;
}

const USUAL_WIDTH = 640;

/** The drawing, and the way through its points by keyboard. */
export function Figure(props: FigureProps) {
  const { type, label, data, shown, round, hasTotal, named, limits, labelLimits, locale } = props;
  const { t } = useTranslation("components");
  const about = useAbout(props);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { width, rightToLeft } = useBox(box);
  const [at, setAt] = useState<At>();
  const theme = useTheme();
  const { colorScheme } = useColorScheme();
  const scheme = colorScheme === "dark" ? "dark" : "light";
  const still = useMediaQuery("(prefers-reduced-motion: reduce)", { noSsr: true });
  const share = useMemo(() => {
    const format = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    return (part: number) => format.format(part);
  }, [locale]);

  const option = useMemo(() => {
    const drawing: Drawing = { type, look: lookOf(theme, scheme), locale, rightToLeft, width, still, limits, labelLimits };
    if (!round) return axesOption(data, shown, drawing);
    return roundOption(round.slices, round.colours, drawing, { title: data.series[0]?.title ?? "", share, named });
  }, [type, theme, scheme, locale, rightToLeft, width, still, limits, labelLimits, round, data, shown, share, named]);

  const points = round ? round.slices.length : data.count;
  const lines = round ? 1 : shown.length;
  const current = at && at.point < points && at.series < lines ? at : undefined;
  const told = current && (round ? tellSlice(round, current, share) : tellPoint(data, shown, current));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(current, event.key, { series: lines, points, rightToLeft, sideways: type === "horizontal_bar" });
    if (next === undefined) return;
    event.preventDefault();
    setAt(next ?? undefined);
  };
  return (
    <>
      <VisuallyHidden id={`${id}-about`}>{`${about} ${t("chartKeys")}`}</VisuallyHidden>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      {/* Arrow keys are the figure's own: screen readers must hand them on. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={box}
        className="chart-figure"
        role="application"
        aria-roledescription={t("chartRole")}
        aria-label={label}
        aria-describedby={`${id}-about`}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setAt(undefined);
        }}
      >
        <Suspense fallback={<Skeleton variant="rounded" height="100%" />}>
          <Plot option={option} many={points > MANY} active={current} />
        </Suspense>
        {type === "donut" && hasTotal && round && round.slices.length > 0 && (
          <div className="chart-total" aria-hidden>
            <strong>{round.total}</strong>
            <span>{data.series[0]?.title}</span>
          </div>
        )}
      </div>
    </>
  );
}

function tellPoint(data: ChartData, shown: readonly number[], { series, point }: At): string {
  const one = data.series[shown[series] ?? -1];
  return `${data.label(point)}. ${one?.title ?? ""}: ${one?.text(point) || "–"}`;
}

function tellSlice({ slices }: Slices, { point }: At, share: (part: number) => string): string {
  const slice = slices[point];
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  return slice ? `${slice.name}: ${slice.text} (${share(slice.value / total)})` : "";
}

/** The drawing in words: what it is, how much it shows, and between which values. */
function useAbout({ type, data, shown, round }: FigureProps): string {
  const { t } = useTranslation("components");
  return useMemo(() => {
    const ranges = (isRound(type) ? [0] : shown).flatMap((index) => {
      const series = data.series[index];
      if (!series) return [];
      const [least, most] = extent(series.values).map((value) => series.values.indexOf(value));
      if (least === undefined || most === undefined || least < 0 || most < 0) return [];
      return [t("chartRange", { series: series.title, least: series.text(least), leastAt: data.label(least), most: series.text(most), mostAt: data.label(most) })];
    });
    return [t("chartAbout", { type: t(`chartType_${type}`), points: round ? round.slices.length : data.count }), ...ranges].join(" ");
  }, [type, data, shown, round, t]);
}

/** Width in pixels and direction of writing, as they are on screen. */
function useBox(box: React.RefObject<HTMLElement | null>) {
  const [found, setFound] = useState({ width: USUAL_WIDTH, rightToLeft: false });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => {
      const width = element.clientWidth || USUAL_WIDTH;
      const rightToLeft = getComputedStyle(element).direction === "rtl";
      setFound((old) => (old.width === width && old.rightToLeft === rightToLeft ? old : { width, rightToLeft }));
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
    };
  }, [box]);
  return found;
}
