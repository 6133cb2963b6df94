/** Draws an option in its box: sharp shapes as SVG, very many of them on a canvas. */
import type { EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";

import { begin, type EChartsType } from "./engine";

export interface PlotProps {
  readonly option: EChartsCoreOption;
  readonly many: boolean;
  /** The point that the keyboard is on. */
  readonly active: { readonly series: number; readonly point: number } | undefined;
}

export default function Plot({ option, many, active }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>();

  useEffect(() => {
    if (!box.current) return;
    const made = begin(box.current, many ? "canvas" : "svg");
    chart.current = made;
    const watch = new ResizeObserver(() => {
      made.resize();
    });
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, [many]);

  useEffect(() => {
    chart.current?.setOption(option, { replaceMerge: ["series", "xAxis", "yAxis", "grid"] });
  }, [option, many]);

  const series = active?.series;
  const point = active?.point;
  useEffect(() => {
    if (series === undefined || point === undefined) {
      chart.current?.dispatchAction({ type: "hideTip" });
      return undefined;
    }
    const at = { seriesIndex: series, dataIndex: point };
    chart.current?.dispatchAction({ type: "highlight", ...at });
    chart.current?.dispatchAction({ type: "showTip", ...at });
    return () => {
      chart.current?.dispatchAction({ type: "downplay", ...at });
    };
  }, [series, point, option]);

  return <div ref={box} className="chart-plot" aria-hidden />;
}
