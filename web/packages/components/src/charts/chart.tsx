import { useColorScheme, useTheme } from "@mui/material/styles";
import { ActionIcon } from "@aqtra/ui";
import { ChartColumn, RefreshCw, Table2 } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { lookOf } from "./colours";
import { type ChartData, type Limits, within } from "./data";
import { DataTable } from "./data-table";
import { Figure } from "./figure";
import { Legend } from "./legend";
import { type ChartType, colourOf, isRound } from "./option";
import { slicesOf } from "./slices";
import type { ChartSettings } from "./use-chart-data";

export interface ChartState {
  /** Read as a table. */
  readonly table: boolean;
  /** Switched off in the legend: places of series, or names of slices. */
  readonly hidden: readonly string[];
}

export const FIRST_STATE: ChartState = { table: false, hidden: [] };

interface ChartProps {
  readonly settings: ChartSettings;
  readonly label: string;
  /** Title of the label field. */
  readonly heading: string;
  readonly data: ChartData;
  readonly hasTotal: boolean;
  readonly show: (decimal: string) => string;
  readonly locale: string;
  readonly state: ChartState;
  readonly onState: (state: ChartState) => void;
  readonly onRefresh: (() => void) | undefined;
}

/** Legend, drawing and table of points that are there. */
export function Chart({ settings, label, heading, data: all, hasTotal, show, locale, state, onState, onRefresh }: ChartProps) {
  const { t } = useTranslation("components");
  const theme = useTheme();
  const { colorScheme } = useColorScheme();
  const look = useMemo(() => lookOf(theme, colorScheme === "dark" ? "dark" : "light"), [theme, colorScheme]);
  const type: ChartType = settings.chart_type;
  const round = isRound(type);
  const { limits, labelLimits } = useLimits(settings);
  const data = useMemo(() => (round ? all : within(all, labelLimits)), [round, all, labelLimits]);
  const hiddenKey = state.hidden.join("\n");
  const hidden = useMemo(() => new Set(hiddenKey === "" ? [] : hiddenKey.split("\n")), [hiddenKey]);
  const slices = useMemo(() => {
    if (!round) return undefined;
    const found = slicesOf(data, hidden, show, (count) => t("chartOthers", { number: new Intl.NumberFormat(locale).format(count) }));
    const colours = found.all.map((_, index) => colourOf(look, index));
    return { ...found, keys: found.all.map(({ name }, index) => ({ id: name, name, colour: colours[index] ?? "" })), colours: colours.filter((_, index) => !hidden.has(found.all[index]?.name ?? "")) };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- how a sum reads follows from the data
  }, [round, data, hidden, look, locale, t]);
  const shown = useMemo(() => [...data.series.keys()].filter((index) => !hidden.has(String(index))), [data, hidden]);
  const keys = slices?.keys ?? data.series.map(({ title }, index) => ({ id: String(index), name: title, colour: colourOf(look, index) }));
  const toggle = (id: string) => {
    onState({ ...state, hidden: hidden.has(id) ? state.hidden.filter((other) => other !== id) : [...state.hidden, id] });
  };
  return (
    <>
      <div className="chart-head">
        {settings.show_legend && !state.table && keys.length > 0 && <Legend keys={keys} hidden={hidden} onToggle={toggle} />}
        <div className="chart-actions">
          {onRefresh && <ActionIcon icon={RefreshCw} name={t("gridRefresh")} onClick={onRefresh} />}
          <ActionIcon
            icon={state.table ? ChartColumn : Table2}
            name={t(state.table ? "chartShowChart" : "chartShowTable")}
            onClick={() => {
              onState({ ...state, table: !state.table });
            }}
          />
        </div>
      </div>
      <div className="chart-body">
        {state.table ? (
          <DataTable label={label} heading={heading} data={data} locale={locale} />
        ) : (
          <Figure
            key={type}
            type={type}
            label={label}
            data={data}
            shown={shown}
            round={slices}
            hasTotal={hasTotal}
            named={!settings.show_legend}
            limits={limits}
            labelLimits={labelLimits}
            locale={locale}
          />
        )}
      </div>
      {slices && slices.negative > 0 && !state.table && <p className="chart-note">{t("chartNegative")}</p>}
    </>
  );
}

/** Limits of values and of labels: which axis each is depends on the way the bars lie. */
function useLimits(settings: ChartSettings): { limits: Limits; labelLimits: Limits } {
  const { chart_type: type, x_axes_min_value: xMin, x_axes_max_value: xMax, y_axes_min_value: yMin, y_axes_max_value: yMax } = settings;
  return useMemo(() => {
    const x = { min: limitOf(xMin), max: limitOf(xMax) };
    const y = { min: limitOf(yMin), max: limitOf(yMax) };
    return type === "horizontal_bar" ? { limits: x, labelLimits: y } : { limits: y, labelLimits: x };
  }, [type, xMin, xMax, yMin, yMax]);
}

function limitOf(value: number | string | undefined): number | undefined {
  return value === undefined || value === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
}
