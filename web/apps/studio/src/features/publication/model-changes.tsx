import { Box, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { ModelChanges } from "../../shared/api";
import { useChangeLines } from "./change-lines";
import { PropertyName } from "./property-name";

/** What happens to one component, a line for each change. */
export function ModelChangesList({ changes }: { changes: ModelChanges }) {
  const { t } = useTranslation("publication");
  const lines = useChangeLines(changes);
  return (
    <Box sx={{ px: 4, py: 3 }}>
      <Typography variant="subtitle2" component="h3" noWrap title={changes.title}>
        {changes.title}
      </Typography>
      {lines.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t("changes.none")}
        </Typography>
      ) : (
        <Box component="ul" aria-label={t("changes.of", { title: changes.title })} sx={{ m: 0, mt: 2, p: 0, listStyle: "none", display: "grid", gap: 2 }}>
          {lines.map(({ id, icon: Icon, property, text }) => (
            <Box component="li" key={id} sx={{ display: "grid", gridTemplateColumns: "14px minmax(0, 1fr)", columnGap: 2, color: "text.secondary" }}>
              <Box aria-hidden sx={{ display: "flex", pt: "3px" }}>
                <Icon size={14} strokeWidth={1.75} />
              </Box>
              <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
                {property && (
                  <>
                    <PropertyName title={property.title} name={property.property} />{" "}
                  </>
                )}
                {text}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
