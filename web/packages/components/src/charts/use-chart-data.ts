import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Entry, FieldProperty } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import type { Resolved } from "../settings";
import { displayValue } from "../shared/display";
import { headOf } from "../shared/paths";
import { type Collection, useCollection } from "../shared/use-collection";
import { chartData, type ChartData, type DataContext } from "./data";
import type { chartsSettings } from "./index";
import { groupsQuery, MOST_POINTS, pointsQuery, type Series, seriesOf } from "./series";

export type ChartSettings = Resolved<typeof chartsSettings>;

export interface ChartSource extends Pick<Collection, "shown" | "asked"> {
  /** Title of the component. */
  readonly title: string;
  readonly series: readonly Series[];
  readonly data: ChartData;
  readonly status: EntriesResult["status"];
  readonly failure: EntriesResult["failure"];
  /** What was loaded: entries, groups, or both. */
  readonly rows: readonly Entry[];
  /** How many more points there are than a chart draws. */
  readonly left: number;
  readonly show: DataContext["show"];
  readonly titleOf: (series: Series, index: number) => string;
  readonly refresh: () => void;
}

const NOTHING: readonly never[] = [];
const AVERAGE = "#,##0.####";

/** Entries one by one, groups of them, or both: at most two requests, whatever the number of series. */
export function useChartData(settings: ChartSettings, design: boolean, runtime: RuntimeApi): ChartSource {
  const { t } = useTranslation("components");
  const { locale, timeZone } = runtime;
  const sources = settings.data_source ?? NOTHING;
  const label = settings.label_field || undefined;
  const fields = [label, ...sources.map(({ value }) => value)].filter((field): field is string => Boolean(field));
  const collection = useCollection(settings, [...fields, ...fields.map(headOf)], NOTHING, design, runtime);
  const { component, property } = collection;
  const info = runtime.useComponent(collection.shown);
  const series = seriesOf(sources, info?.properties ?? NOTHING, property);

  const asked = component === undefined || info === undefined ? undefined : { component, filter: collection.filter, label, order: settings.order_fields ?? NOTHING };
  const byEntry = series.some(({ summary }) => summary === undefined);
  const byGroup = series.some(({ summary }) => summary !== undefined);
  const points = runtime.useEntries(asked && byEntry ? pointsQuery(asked, series, property) : null);
  const groups = runtime.useEntries(asked && byGroup ? groupsQuery(asked, series) : null);
  const parts = [...(byEntry ? [points] : []), ...(byGroup ? [groups] : [])];

  const targets = fields.map((field) => property(headOf(field))?.component).filter((key) => key !== undefined && key !== null);
  const watched = component !== undefined && !settings.manual_reload && parts.length > 0 ? [...new Set([component, ...targets])] : NOTHING;
  const reload = () => {
    for (const part of parts) part.refresh();
  };
  runtime.useEntryNews(watched, reload);

  const labelProperty = label === undefined ? undefined : property(label);
  const title = info?.title ?? "";
  const titleOf = ({ source, field }: Series, index: number) =>
    runtime.text(source.title) || (field === undefined ? title : property(field)?.title) || t("chartSeries", { number: index + 1 });
  const show = (value: unknown, of: FieldProperty | undefined, isAverage?: boolean) =>
    displayValue(value, of, { locale, timeZone, yes: t("yes"), no: t("no"), format: isAverage ? AVERAGE : undefined });

  // Drawn anew when rows or what is drawn of them change, not whenever the page does.
  const recipe = JSON.stringify([label, labelProperty, series, series.map(titleOf), title, locale, timeZone]);
  const data = useMemo(
    () =>
      chartData(series, { points: points.rows, groups: groups.rows }, {
        label,
        labelProperty,
        timeZone,
        show,
        missing: t("treeMissing"),
        everything: t("chartEverything"),
        entryLabel: (entry) => entry.name || `${title} #${entry.id}`.trim(),
        titleOf,
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the recipe stands for all that is not rows
    [points.rows, groups.rows, recipe],
  );
  const rows = useMemo(() => (points.rows.length === 0 ? groups.rows : [...points.rows, ...groups.rows]), [points.rows, groups.rows]);
  const main = byEntry ? points : groups;
  return {
    shown: collection.shown,
    asked: collection.asked,
    title,
    series,
    data,
    status: together(parts),
    failure: parts.find(({ status }) => status === "failed")?.failure,
    rows,
    left: Math.max(0, (main.count ?? 0) - MOST_POINTS),
    show,
    titleOf,
    refresh: () => {
      collection.refresh();
      reload();
    },
  };
}

/** The worst of them. */
function together(parts: readonly EntriesResult[]): EntriesResult["status"] {
  const worst = (["failed", "loading", "idle", "refreshing"] as const).find((status) => parts.some((part) => part.status === status));
  return worst ?? (parts.length > 0 ? "ready" : "idle");
}
