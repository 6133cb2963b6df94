/** Style of the box around every element: layout, appearance and brush settings as inline CSS. */
import type { CSSProperties } from "react";

import type { AnyDefinition } from "./define";
import type { CssSize, Thickness } from "./settings";

export type Orientation = "horizontal" | "vertical";

/** The settings every visual element has; a subset of any resolved settings. */
export interface BoxSettings {
  width?: CssSize;
  height?: CssSize;
  grow?: boolean;
  margin?: Thickness;
  padding?: Thickness;
  hidden?: boolean;
  visible?: boolean;
  corner_radius?: number | readonly number[];
  border_thickness?: Thickness;
  opacity?: number | string;
  background?: string;
  background_image?: string;
  border_brush?: string;
  orientation?: Orientation;
  justify_content?: string;
  align_items?: string;
}

const SIZE = /^\d+(\.\d+)?(px|%|em|rem|vh|vw)?$/;

/** CSS of a size setting; undefined when empty or not a size. */
export function cssSize(value: CssSize | null | undefined): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  const text = String(value).trim();
  if (!SIZE.test(text)) return undefined;
  return /\d$/.test(text) ? `${text}px` : text;
}

/** Left, right, top, bottom → the order of CSS. */
export function cssThickness(sides: Thickness | null | undefined): string | undefined {
  if (!sides?.some((side) => side !== 0)) return undefined;
  const [left, right, top, bottom] = sides;
  return `${top}px ${right}px ${bottom}px ${left}px`;
}

export function cssRadius(value: number | readonly number[] | null | undefined): string | undefined {
  const corners = typeof value === "number" ? [value] : (value ?? []);
  return corners.some((corner) => corner !== 0) ? corners.map((corner) => `${corner}px`).join(" ") : undefined;
}

const JUSTIFY: Record<string, string> = {
  center: "center",
  end: "flex-end",
  start: "flex-start",
  space_around: "space-around",
  space_between: "space-between",
  space_evenly: "space-evenly",
};
const ALIGN: Record<string, string> = { center: "center", end: "flex-end", start: "flex-start", stretch: "stretch" };

export function alignCss(value: string | undefined): string | undefined {
  return value ? ALIGN[value] : undefined;
}

/** Flex behaviour of the children of a container. */
export function containerStyle(settings: BoxSettings): CSSProperties {
  return {
    display: "flex",
    flexDirection: settings.orientation === "vertical" ? "column" : "row",
    justifyContent: settings.justify_content ? JUSTIFY[settings.justify_content] : undefined,
    alignItems: alignCss(settings.align_items),
  };
}

/** Colours and lines, for the box or for a view that paints itself. */
export function paintStyle(settings: BoxSettings, fileUrl: (reference: string) => string | undefined): CSSProperties {
  const image = settings.background_image ? fileUrl(settings.background_image) : undefined;
  const border = cssThickness(settings.border_thickness);
  const opacity = settings.opacity === undefined ? 1 : Number(settings.opacity);
  return {
    background: settings.background || undefined,
    backgroundImage: image ? `url(${JSON.stringify(image)})` : undefined,
    backgroundSize: image ? "cover" : undefined,
    borderRadius: cssRadius(settings.corner_radius),
    borderWidth: border,
    borderStyle: border ? "solid" : undefined,
    borderColor: border ? settings.border_brush || undefined : undefined,
    opacity: opacity < 1 ? opacity : undefined,
  };
}

/** How much of its parent an element takes. `parent` is undefined for a page. */
export function placeStyle(definition: AnyDefinition, settings: BoxSettings, parent: Orientation | undefined): CSSProperties {
  const width = cssSize(settings.width);
  const height = cssSize(settings.height);
  // What shows a file fills its box; what holds a line of text grows with it.
  const isField = "binding" in definition.settings && definition.holds === "nothing" && definition.settings.file?.type !== "file_ref";
  const style: CSSProperties = {
    width,
    height: isField ? undefined : height,
    minHeight: isField ? height : undefined,
    margin: cssThickness(settings.margin),
    padding: cssThickness(settings.padding),
    minWidth: 0,
    maxWidth: "100%",
    boxSizing: "border-box",
  };
  // The text of a label may stand anywhere in its height.
  if (isField && height && definition.settings.align_items) style.display = "grid";
  if (parent === "horizontal" && !width) style.flex = settings.grow === false ? "0 1 auto" : "1 1 0";
  if (parent === "horizontal" && width) style.flex = "0 1 auto";
  if (parent === "vertical") style.flex = "0 0 auto";
  return style;
}
