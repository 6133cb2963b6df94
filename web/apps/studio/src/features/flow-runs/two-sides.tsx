import { Box } from "@mui/material";
import type { ReactNode } from "react";

/** What is sent on the left, what came back on the right. */
export function TwoSides({ left, right }: { left: ReactNode; right: ReactNode }) {
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(260px, 340px) minmax(0, 1fr)", gap: 5, alignItems: "start" }}>
      <Box sx={{ display: "grid", gap: 3 }}>{left}</Box>
      <Box sx={{ minWidth: 0 }}>{right}</Box>
    </Box>
  );
}
