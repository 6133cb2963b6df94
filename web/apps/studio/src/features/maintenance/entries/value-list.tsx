import type { Entry } from "@aqtra/components";
import { readPath } from "@aqtra/components/grid";
import { Box, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { EntriesModel } from "./use-component";
import { useValueText } from "./value-text";

const SYSTEM = ["id", "name", "createdDate", "creatorSubject", "updateDate", "changeAuthor"];

/** Everything an entry holds, property by property. */
export function ValueList({ model, entry }: { model: EntriesModel; entry: Entry }) {
  const { t } = useTranslation("maintenance");
  const text = useValueText();
  const fields = [...model.properties.map(({ name }) => name), ...SYSTEM];
  return (
    <Box component="dl" sx={{ m: 0, display: "grid", gridTemplateColumns: { xs: "1fr", sm: "minmax(120px, 2fr) 3fr" }, columnGap: 4 }}>
      {fields.map((field) => {
        const property = model.property(field);
        const value = text(readPath(entry, field), property);
        return (
          <Box key={field} sx={{ display: "contents", "& > *": { py: 2, borderBottom: { sm: 1 }, borderColor: { sm: "divider" } } }}>
            <Typography component="dt" variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere", pb: { xs: "0 !important", sm: "8px !important" } }}>
              {property?.title || field}
            </Typography>
            <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: "anywhere", whiteSpace: "pre-wrap", color: value === "" ? "text.secondary" : undefined }}>
              {value === "" ? t("entry.empty") : <bdi>{value}</bdi>}
            </Typography>
          </Box>
        );
      })}
    </Box>
  );
}
