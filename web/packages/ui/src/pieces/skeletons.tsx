import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useTranslation } from "react-i18next";

import { VisuallyHidden } from "./visually-hidden";

/** Widths vary so that the placeholder reads as text; fixed, so that it never jumps. */
const WIDTHS = ["72%", "48%", "86%", "60%", "38%", "66%"];

export function SkeletonRows({ rows = 6, height = 36 }: { rows?: number; height?: number }) {
  const { t } = useTranslation("ui");
  return (
    <Box role="status" aria-busy="true">
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Box key={row} sx={{ height, display: "flex", alignItems: "center" }} aria-hidden>
          <Skeleton variant="text" width={WIDTHS[row % WIDTHS.length]} />
        </Box>
      ))}
    </Box>
  );
}

/** Label and control, as many times as asked: the shape of a form before it is there. */
export function SkeletonForm({ fields = 4 }: { fields?: number }) {
  const { t } = useTranslation("ui");
  return (
    <Box role="status" aria-busy="true" sx={{ display: "grid", gap: 4, maxWidth: 640 }}>
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      {Array.from({ length: fields }, (_, field) => (
        <Box key={field} aria-hidden>
          <Skeleton variant="text" width={96} />
          <Skeleton variant="rounded" height={36} />
        </Box>
      ))}
    </Box>
  );
}
