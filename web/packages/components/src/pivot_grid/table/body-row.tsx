import ButtonBase from "@mui/material/ButtonBase";
import { useTranslation } from "react-i18next";

import { RichValue } from "../rich-value";
import type { Line } from "../tree";
import type { PivotTableProps } from "./pivot-table";
import type { Spot } from "./spots";
import { Toggle } from "./toggle";

interface BodyRowProps extends PivotTableProps {
  line: Line;
  index: number;
  isVirtual: boolean;
  stop: Spot | undefined;
  onFocus: (spot: Spot) => void;
}

export function BodyRow({ view, texts, encode, line, index, isVirtual, stop, onToggle, onCell, onFocus }: BodyRowProps) {
  const { t } = useTranslation("components");
  const { data } = view;
  const name = texts.heading(line, view.row);
  return (
    <tr data-kind={line.kind} data-open={line.isOpen ? "" : undefined} aria-rowindex={isVirtual ? index + 2 : undefined}>
      <th scope="row">
        <span className="pivot-head" style={{ paddingInlineStart: 20 * Math.max(0, line.path.length - 1) }}>
          <Toggle
            line={line}
            name={name}
            isLeveled={view.row.length > 1}
            onToggle={() => {
              onToggle("row", line.key);
            }}
          />
          <span className="pivot-name" title={name}>
            <RichValue text={name} encode={encode} />
          </span>
        </span>
      </th>
      {view.columnLines.flatMap((across, place) => {
        const cell = view.cell(line, across);
        return data.map((field, offset) => {
          const column = place * data.length + offset;
          const key = `${across.key}${across.kind}${field.id}`;
          if (!cell) return <td key={key} data-kind={across.kind} />;
          const text = texts.result(field, cell.values[offset]);
          return (
            <td key={key} data-kind={across.kind}>
              <ButtonBase
                className="pivot-cell"
                data-spot={`${index},${column}`}
                tabIndex={stop?.row === index && stop.column === column ? 0 : -1}
                aria-haspopup="dialog"
                title={t("pivotShowEntries", { count: cell.count })}
                onFocus={() => {
                  onFocus({ row: index, column });
                }}
                onClick={() => {
                  onCell(line, across);
                }}
              >
                {text === "" ? <span aria-label={t("treeMissing")}>–</span> : <RichValue text={text} encode={encode} />}
              </ButtonBase>
            </td>
          );
        });
      })}
    </tr>
  );
}
