import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Axis } from "../state";
import { LINE_HEIGHT } from "../styles";
import type { Texts } from "../texts";
import type { Line } from "../tree";
import type { PivotData } from "../use-pivot-data";
import { BodyRow } from "./body-row";
import { HeadRows } from "./head-rows";
import { type Spot, spotAfter } from "./spots";

export interface PivotTableProps {
  view: Pick<PivotData, "row" | "column" | "data" | "rowLines" | "columnLines" | "cell">;
  texts: Texts;
  label: string;
  encode: boolean;
  onToggle: (axis: Axis, key: string) => void;
  onCell: (row: Line, column: Line) => void;
}

/** Fewer rows are all drawn: nothing is gained, and the browser can search in them. */
const VIRTUAL_FROM = 200;

export function PivotTable(props: PivotTableProps) {
  const { view, label } = props;
  const { t } = useTranslation("components");
  const { rowLines, columnLines, data } = view;
  const scroll = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const isVirtual = rowLines.length > VIRTUAL_FROM;
  // Read in this render; nothing of it is kept.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({ count: isVirtual ? rowLines.length : 0, getScrollElement: () => scroll.current, estimateSize: () => LINE_HEIGHT, overscan: 12 });
  const drawn = isVirtual ? virtual.getVirtualItems().map(({ index }) => index) : rowLines.map((_, index) => index);
  const before = (drawn[0] ?? 0) * LINE_HEIGHT;
  const after = isVirtual ? (rowLines.length - 1 - (drawn.at(-1) ?? -1)) * LINE_HEIGHT : 0;
  const width = columnLines.length * data.length + 1;
  const has = ({ row, column }: Spot) => {
    const [line, across] = [rowLines[row], columnLines[Math.floor(column / data.length)]];
    return line !== undefined && across !== undefined && view.cell(line, across) !== undefined;
  };
  const size = { rows: rowLines.length, columns: columnLines.length * data.length };
  // One cell takes part in the order of the Tab key: the last one, or the first that there is.
  const stop = has(spot) ? spot : spotAfter({ row: 0, column: -1 }, "ArrowRight", size, has, true);
  const key = (event: KeyboardEvent<HTMLElement>) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>("[data-spot]")?.dataset.spot?.split(",").map(Number);
    if (!at) return;
    const isMirrored = scroll.current !== null && getComputedStyle(scroll.current).direction === "rtl";
    const name = isMirrored ? ({ ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key] ?? event.key) : event.key;
    const next = spotAfter({ row: at[0] ?? 0, column: at[1] ?? 0 }, name, size, has);
    if (!next) return;
    event.preventDefault();
    setSpot(next);
    if (isVirtual) virtual.scrollToIndex(next.row);
    const focus = () => scroll.current?.querySelector<HTMLElement>(`[data-spot="${next.row},${next.column}"]`)?.focus();
    // What is far away is drawn only after the table has scrolled there.
    requestAnimationFrame(() => requestAnimationFrame(focus));
  };
  return (
    // The arrow keys belong to the buttons inside.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="pivot-scroll" ref={scroll} onKeyDown={key}>
      <table aria-label={label} aria-rowcount={isVirtual ? rowLines.length + 1 : undefined}>
        <caption className="pivot-caption">{t("pivotCaption", { rows: view.row.map(({ caption }) => caption).join(", ") || "–", columns: view.column.map(({ caption }) => caption).join(", ") || "–" })}</caption>
        <HeadRows {...props} />
        <tbody>
          {before > 0 && <Space height={before} width={width} />}
          {drawn.map((index) => {
            const line = rowLines[index];
            return line && <BodyRow key={`${line.key}${line.kind}`} {...props} line={line} index={index} isVirtual={isVirtual} stop={stop} onFocus={setSpot} />;
          })}
          {after > 0 && <Space height={after} width={width} />}
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ height, width }: { height: number; width: number }) {
  return (
    <tr aria-hidden className="pivot-space">
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}
