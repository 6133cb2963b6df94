import Skeleton from "@mui/material/Skeleton";
import { useTranslation } from "react-i18next";

import type { Texts } from "./texts";
import type { PivotData, PivotSettings } from "./use-pivot-data";

interface DesignedTableProps {
  data: PivotData;
  texts: Texts;
  settings: PivotSettings;
}

const ROWS = [0, 1, 2];
const COLUMNS = [0, 1];

/** On the canvas: where headings, sums and totals will stand. */
export function DesignedTable({ data: { row, column, data }, texts, settings }: DesignedTableProps) {
  const { t } = useTranslation("components");
  const hasTotals = settings.show_column_grand_totals && column.length > 0;
  const across: readonly unknown[] = column.length > 0 ? COLUMNS : data;
  const bar = (width: string) => <Skeleton variant="text" animation={false} width={width} />;
  return (
    <div className="pivot-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col" className="pivot-corner">{row.map(({ caption }) => caption).join(" › ")}</th>
            {column.length === 0 && data.map((field) => <th key={field.id} scope="col">{texts.measure(field)}</th>)}
            {column.length > 0 && <th scope="col">{column.map(({ caption }) => caption).join(" › ")}</th>}
            {column.length > 0 && <th scope="col">…</th>}
            {hasTotals && <th scope="col">{t("pivotGrandTotal")}</th>}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((index) => (
            <tr key={index} aria-hidden>
              <th scope="row">{bar("55%")}</th>
              {across.map((_, place) => <td key={place}>{bar("70%")}</td>)}
              {hasTotals && <td>{bar("70%")}</td>}
            </tr>
          ))}
          {settings.show_row_grand_totals && (
            <tr data-kind="grand">
              <th scope="row">{t("pivotGrandTotal")}</th>
              {across.map((_, place) => <td key={place}>{bar("70%")}</td>)}
              {hasTotals && <td>{bar("70%")}</td>}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
