import { Box, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { RowError } from "../api";

/** Refused rows by the line of their file. */
export function RowErrors({ errors }: { errors: readonly RowError[] }) {
  const { t } = useTranslation("maintenance");
  return (
    <Box component="ul" aria-label={t("import.errors")} sx={{ m: 0, p: 0, listStyle: "none", maxHeight: 240, overflowY: "auto" }}>
      {errors.map((error) => (
        <Box component="li" key={`${error.line}:${error.property ?? ""}:${error.rule}`} sx={{ display: "grid", gridTemplateColumns: "auto minmax(0, 1fr)", columnGap: 3, py: 1 }}>
          <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: "tabular-nums", minWidth: 64 }}>
            {t("import.line", { line: error.line })}
          </Typography>
          <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
            {error.property && <strong>{error.property}: </strong>}
            {error.message}
            {error.value !== null && (
              <>
                ; {t("import.given")}{" "}
                <Typography component="span" variant="mono">
                  <bdi>{error.value}</bdi>
                </Typography>
              </>
            )}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
