import MuiBreadcrumbs from "@mui/material/Breadcrumbs";
import MuiLink from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { useGetWorkplaceQuery } from "@aqtra/api/client";
import { type RuntimeRoot, selectForm } from "@aqtra/runtime";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSelector } from "react-redux";
import { Link, useParams } from "react-router";

import { addressOf } from "../../shared/address";
import { useOpenedPage } from "../../shared/opened-page";
import { trailTo } from "./menu-tree";
import { useMenuLabel } from "./use-menu-label";

interface Crumb {
  key: string;
  text: string;
  to?: string;
}

/** Where the reader is: groups of the menu, the item, the page and the entry. */
export function Breadcrumbs() {
  const { t } = useTranslation("workplace");
  const crumbs = useCrumbs();
  return (
    <MuiBreadcrumbs
      aria-label={t("breadcrumbs")}
      separator={<ChevronRight size={14} aria-hidden />}
      sx={{
        minWidth: 0,
        "& ol": { flexWrap: "nowrap" },
        "& li": { minWidth: 0 },
        "& .MuiBreadcrumbs-separator": { mx: 1, minWidth: "auto" },
        // A phone has room for the last one only.
        "& li:not(:last-of-type)": { display: { xs: "none", sm: "flex" } },
      }}
    >
      {crumbs.map(({ key, text, to }, index) =>
        to && index < crumbs.length - 1 ? (
          <MuiLink key={key} component={Link} to={to} color="textSecondary" variant="body1" noWrap>
            {text}
          </MuiLink>
        ) : (
          <Typography
            key={key}
            variant="body1"
            component={index === crumbs.length - 1 ? "h1" : "span"}
            noWrap
            color={index === crumbs.length - 1 ? "textPrimary" : "textSecondary"}
            aria-current={index === crumbs.length - 1 ? "page" : undefined}
            sx={{ fontWeight: index === crumbs.length - 1 ? 600 : 400 }}
          >
            {text}
          </Typography>
        ),
      )}
    </MuiBreadcrumbs>
  );
}

function useCrumbs(): Crumb[] {
  const label = useMenuLabel();
  const { opened } = useOpenedPage();
  const { data } = useGetWorkplaceQuery();
  const { entry } = useParams();
  const name = useSelector((state: RuntimeRoot) => (opened ? selectForm(state, opened.form)?.head.name : null));
  if (!opened) return [];
  const trail = trailTo(data?.menu ?? [], opened.component, opened.page);
  const crumbs: Crumb[] = trail.map((item) => ({
    key: item.id,
    text: label(item),
    to: item.component ? addressOf({ component: item.component, page: item.page }) : undefined,
  }));
  if (trail.length === 0) crumbs.push({ key: "component", text: opened.componentTitle, to: addressOf({ component: opened.component }) });
  // The item's own page needs no second name.
  if (trail.at(-1)?.page !== opened.page && crumbs.at(-1)?.text !== opened.title) {
    crumbs.push({ key: "page", text: opened.title, to: addressOf({ component: opened.component, page: opened.page }) });
  }
  // A list opened from a record keeps its address, but shows no record.
  if (entry && trail.at(-1)?.page !== opened.page) crumbs.push({ key: "entry", text: name || `#${entry}` });
  return crumbs;
}
