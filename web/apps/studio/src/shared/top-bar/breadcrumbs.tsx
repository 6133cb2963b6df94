import { Box, Link, Breadcrumbs as Trail, Typography } from "@mui/material";
import { ChevronRight } from "lucide-react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import { useDocumentTitle, useSlots } from "./slots";

export interface Crumb {
  label: string;
  /** Absent on the last one: that is where we are. */
  to?: string;
}

/** Where the screen is; the last crumb is also the screen's heading and the browser tab's title. */
export function Breadcrumbs({ items }: { items: Crumb[] }) {
  const { t } = useTranslation();
  const { crumbs } = useSlots();
  useDocumentTitle(items.at(-1)?.label ?? "");
  if (!crumbs) return null;
  return createPortal(
    <Trail
      aria-label={t("breadcrumbs")}
      separator={<ChevronRight size={14} aria-hidden />}
      sx={{ minWidth: 0, "& ol": { flexWrap: "nowrap" }, "& li": { minWidth: 0 }, "& li:not(:last-of-type)": { display: { xs: "none", md: "list-item" } } }}
    >
      {items.map((crumb) =>
        crumb.to ? (
          <Link key={crumb.label} component={RouterLink} to={crumb.to} color="textSecondary" underline="hover" noWrap sx={{ display: "block" }}>
            {crumb.label}
          </Link>
        ) : (
          <Box key={crumb.label} sx={{ minWidth: 0 }}>
            <Typography component="h1" variant="subtitle2" noWrap title={crumb.label}>
              {crumb.label}
            </Typography>
          </Box>
        ),
      )}
    </Trail>,
    crumbs,
  );
}
