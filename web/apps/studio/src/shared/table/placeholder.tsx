import { Skeleton, TableCell, TableRow } from "@mui/material";

const ROWS = ["62%", "45%", "70%", "38%", "55%"];

export function Placeholder({ columns }: { columns: number }) {
  return ROWS.map((width) => (
    <TableRow key={width}>
      {Array.from({ length: columns }, (_, at) => (
        <TableCell key={at}>
          <Skeleton width={at === 0 ? width : "60%"} />
        </TableCell>
      ))}
    </TableRow>
  ));
}
