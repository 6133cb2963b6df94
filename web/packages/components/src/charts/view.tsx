import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import Skeleton from "@mui/material/Skeleton";
import { EmptyState, ErrorState, VisuallyHidden } from "@aqtra/ui";
import { ChartColumn, Inbox, RefreshCw } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { useCollectionEvents } from "../shared/use-collection-events";
import { Chart, type ChartState, FIRST_STATE } from "./chart";
import type { chartsSettings } from "./index";
import { MOST_POINTS } from "./series";
import { sampleOf } from "./sample";
import { ChartFrame } from "./styles";
import { type ChartSource, useChartData } from "./use-chart-data";

type Props = ViewProps<typeof chartsSettings>;

export function ChartsView(props: Props) {
  return props.design ? <DesignedChart {...props} /> : <LiveChart {...props} />;
}

function LiveChart({ node, settings, runtime }: Props) {
  const { t } = useTranslation("components");
  const [state, setState] = runtime.useElementState<ChartState>(node, FIRST_STATE);
  const source = useChartData(settings, false, runtime);
  useCollectionEvents(node, source, source.refresh, false, runtime);
  const { asked, status, data, left } = source;
  const hasSeries = source.series.length > 0;
  const loading = asked && hasSeries && (status === "loading" || status === "idle");
  const isThere = data.count > 0;
  return (
    <ChartFrame aria-busy={loading || status === "refreshing"} data-sized={cssSize(settings.height) ? "" : undefined}>
      {status === "refreshing" && <LinearProgress className="chart-progress" />}
      {isThere && <LoadedChart settings={settings} source={source} runtime={runtime} state={state} onState={setState} />}
      {!isThere && (
        <div className="chart-body">
          {loading ? <LoadingChart /> : <div className="chart-middle">{status === "failed" ? null : <NoData asked={asked} hasSeries={hasSeries} onRefresh={source.refresh} />}</div>}
          {status === "failed" && <ErrorState compact title={source.failure?.message} text={null} traceId={source.failure?.traceId} onRetry={source.refresh} />}
        </div>
      )}
      {isThere && left > 0 && <p className="chart-note">{t("chartCut", { shown: numberIn(runtime.locale, MOST_POINTS), count: numberIn(runtime.locale, MOST_POINTS + left), ordinal: false })}</p>}
    </ChartFrame>
  );
}

function numberIn(locale: string, value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

interface LoadedProps extends Pick<Props, "settings" | "runtime"> {
  readonly source: Pick<ChartSource, "data" | "series" | "show" | "title" | "refresh">;
  readonly state: ChartState;
  readonly onState: (state: ChartState) => void;
}

function LoadedChart({ settings, runtime, source, state, onState }: LoadedProps) {
  const { t } = useTranslation("components");
  const { data, series, show, title, refresh } = source;
  const [labelProperty] = runtime.useProperties(settings.component, [settings.label_field ?? "name"]);
  const [first] = series;
  return (
    <Chart
      settings={settings}
      label={t("chartLabel", { component: title, series: data.series.map((one) => one.title).join(", ") })}
      heading={(settings.label_field && labelProperty?.title) || title}
      data={data}
      hasTotal={first?.summary === undefined || first.summary === "sum" || first.summary === "count"}
      show={(decimal) => show(decimal, first?.property)}
      locale={runtime.locale}
      state={state}
      onState={onState}
      onRefresh={settings.manual_reload ? refresh : undefined}
    />
  );
}

function NoData({ asked, hasSeries, onRefresh }: { asked: boolean; hasSeries: boolean; onRefresh: () => void }) {
  const { t } = useTranslation("components");
  const refresh = (
    <Button size="small" startIcon={<RefreshCw size={14} aria-hidden />} onClick={onRefresh}>
      {t("gridRefresh")}
    </Button>
  );
  return <EmptyState compact icon={Inbox} title={t("gridEmpty")} text={asked || !hasSeries ? undefined : t("gridManual")} action={asked || !hasSeries ? undefined : refresh} />;
}

const HEIGHTS = ["45%", "70%", "35%", "85%", "60%", "50%", "75%", "40%"] as const;

function LoadingChart() {
  const { t } = useTranslation("components");
  return (
    <>
      <VisuallyHidden role="status">{t("loading")}</VisuallyHidden>
      <div className="chart-bars" aria-hidden>
        {HEIGHTS.map((height, index) => (
          <Skeleton key={index} variant="rounded" height={height} sx={{ flex: 1 }} />
        ))}
      </div>
    </>
  );
}

/** On the canvas: the chart as it will look, with made-up values. */
function DesignedChart({ settings, runtime }: Props) {
  const { t } = useTranslation("components");
  const source = useChartData(settings, true, runtime);
  const missing = !source.shown ? "gridNoComponent" : source.series.length === 0 ? "chartNoSeries" : undefined;
  const titles = source.series.map(source.titleOf).join("\n");
  const data = useMemo(() => sampleOf(titles.split("\n"), (number) => t("chartSample", { number })), [titles, t]);
  return (
    <ChartFrame data-sized={cssSize(settings.height) ? "" : undefined}>
      {missing ? (
        <div className="chart-body">
          <div className="chart-middle">
            <EmptyState compact icon={ChartColumn} title={t(missing)} />
          </div>
        </div>
      ) : (
        <LoadedChart settings={settings} runtime={runtime} source={{ ...source, data }} state={FIRST_STATE} onState={() => undefined} />
      )}
    </ChartFrame>
  );
}
