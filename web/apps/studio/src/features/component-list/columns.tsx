import { Box, Link, Typography } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import type { ComponentSummary, Domain } from "../../shared/api";
import { dateTime, shortDateTime } from "../../shared/format";
import type { Column } from "../../shared/table";
import { CopyKey } from "./copy-key";
import { StateMark } from "./state-mark";

/** The columns of studio's Components list. */
export function useColumns(domains: Domain[] | undefined): Column<ComponentSummary>[] {
  const { t } = useTranslation("component-list");
  return useMemo(() => {
    const titles = new Map(domains?.map((domain) => [domain.name, domain.title || domain.name]));
    const states = ["saved", "ready", "published", "published_changed", "published_ready"];
    return [
      { id: "id", header: t("columns.id"), value: (row) => row.id, width: 52, from: 900 },
      {
        id: "title",
        header: t("columns.title"),
        value: (row) => row.title,
        filter: "text",
        render: (row) => <Title component={row} />,
      },
      {
        id: "kind",
        header: t("columns.kind"),
        value: (row) => row.kind,
        render: (row) => t(`kinds.${row.kind}`),
        filter: ["component", "multicomponent"].map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
        width: 112,
        from: 1200,
      },
      {
        id: "domains",
        header: t("columns.domains"),
        value: (row) => row.domains.join(", "),
        render: (row) => row.domains.map((name) => titles.get(name) ?? name).join(", ") || "—",
        filter: [...titles].map(([value, label]) => ({ value, label })),
        width: 144,
        from: 900,
      },
      { id: "key", header: t("columns.key"), value: (row) => row.key, render: (row) => <CopyKey value={row.key} />, width: 116, from: 1200 },
      { id: "user", header: t("columns.user"), value: (row) => row.updated_by, filter: "text", width: 128, from: 900 },
      { id: "updated", header: t("columns.updated"), value: (row) => row.updated_at, render: (row) => <Moment at={row.updated_at} />, width: 142 },
      { id: "created", header: t("columns.created"), value: (row) => row.created_at, render: (row) => <Moment at={row.created_at} />, width: 142, from: 1200 },
      {
        id: "state",
        header: t("columns.state"),
        value: (row) => row.state,
        render: (row) => <StateMark state={row.state} />,
        filter: states.map((state) => ({ value: state, label: t(`states.${state}`) })),
        width: 186,
      },
    ];
  }, [domains, t]);
}

function Moment({ at }: { at: string }) {
  return <span title={dateTime(at)}>{shortDateTime(at)}</span>;
}

function Title({ component }: { component: ComponentSummary }) {
  const { t } = useTranslation("component-list");
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: "flex", alignItems: "baseline", gap: 2 }}>
        <Link
          component={RouterLink}
          to={`/components/${component.key}`}
          color="textPrimary"
          noWrap
          title={component.title}
          sx={{ fontWeight: 550 }}
          onClick={(event) => event.stopPropagation()}
        >
          {component.title}
        </Link>
        {component.built_in && (
          <Typography variant="caption" color="textSecondary">
            {t("builtIn")}
          </Typography>
        )}
      </Box>
      {component.description && (
        <Typography variant="caption" color="textSecondary" component="p" noWrap title={component.description}>
          {component.description}
        </Typography>
      )}
    </Box>
  );
}
