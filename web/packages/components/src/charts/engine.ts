/** The parts of the library that charts use; all others stay out of the bundle. */
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use as withParts } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

const PARTS = [BarChart, LineChart, PieChart, GridComponent, TooltipComponent, SVGRenderer, CanvasRenderer];

/** An empty drawing in a box. */
export function begin(box: HTMLElement, renderer: "svg" | "canvas"): EChartsType {
  // Here rather than at the top: what a module does by itself is taken for useless, and left out of the bundle.
  withParts(PARTS);
  return init(box, undefined, { renderer });
}

export type { EChartsType };
