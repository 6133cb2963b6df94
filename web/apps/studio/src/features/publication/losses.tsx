import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { FieldProblem } from "../../shared/api";
import { PropertyName } from "./property-name";

/** Properties whose stored values would be out of reach, with the reason. */
export function Losses({ losses }: { losses: readonly FieldProblem[] }) {
  const { t } = useTranslation("publication");
  return (
    <Box component="ul" sx={{ m: 0, mt: 2, paddingInlineStart: 5, display: "grid", gap: 1 }}>
      {losses.map(({ field, rule, params }) => (
        <Box component="li" key={`${field}:${rule}`} sx={{ overflowWrap: "anywhere" }}>
          <PropertyName title={textOf(params.title) ?? field} name={textOf(params.name) ?? field} /> {t(`losses.${rule}`, { defaultValue: rule })}
        </Box>
      ))}
    </Box>
  );
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
