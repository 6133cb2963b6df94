import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { useState } from "react";

import { PageSelector } from "../list_view/page-selector";
import type { ChartData } from "./data";

interface DataTableProps {
  readonly label: string;
  /** Heading of the labels. */
  readonly heading: string;
  readonly data: ChartData;
  readonly locale: string;
}

const PAGE = 100;

/** The same points to read: a row for each, a column for each series. */
export function DataTable({ label, heading, data, locale }: DataTableProps) {
  const [chosen, setPage] = useState(0);
  const { count } = data;
  const page = Math.min(chosen, Math.max(0, Math.ceil(count / PAGE) - 1));
  const rows = Array.from({ length: Math.min(PAGE, count - page * PAGE) }, (_, at) => data.label(page * PAGE + at));
  return (
    <>
      <div className="chart-scroll">
        <Table size="small" stickyHeader aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell scope="col">{heading}</TableCell>
              {data.series.map(({ title }, index) => (
                <TableCell key={index} scope="col" className="chart-number">
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((name, at) => (
              <TableRow key={at}>
                <TableCell component="th" scope="row">
                  {name}
                </TableCell>
                {data.series.map(({ text }, index) => (
                  <TableCell key={index} className="chart-number">
                    {text(page * PAGE + at)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {count > PAGE && <PageSelector page={page} pageSize={PAGE} count={count} locale={locale} onPage={setPage} />}
    </>
  );
}
