import { Box, Link } from "@mui/material";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import { useGetDomainsQuery } from "../../../shared/api";
import type { Column } from "../../../shared/table";
import type { Filed, FiledWords } from "./filed";

/** Titles of application domains by name. */
export function useDomainTitles(): ReadonlyMap<string, string> {
  const { data: domains } = useGetDomainsQuery(undefined);
  return useMemo(() => new Map(domains?.map(({ name, title }) => [name, title || name])), [domains]);
}

/** Name and domain; what else a list shows stands before or after the domain. `mark` follows the name. */
export function useFiledColumns<Thing extends Filed>(words: FiledWords, mark?: (thing: Thing) => ReactNode): { name: Column<Thing>; domain: Column<Thing> } {
  const { t } = useTranslation("access");
  const titles = useDomainTitles();
  return useMemo(
    () => ({
      name: { id: "name", header: t("name"), value: ({ name }) => name, filter: "text", render: (thing) => <NameLink words={words} thing={thing} mark={mark?.(thing)} /> },
      domain: {
        id: "domain",
        header: t("domain"),
        value: ({ domain }) => domain,
        render: ({ domain }) => (domain === null ? t("everyDomain") : (titles.get(domain) ?? domain)),
        filter: [...titles].map(([value, label]) => ({ value, label })),
        width: 200,
        from: 600,
      },
    }),
    [mark, t, titles, words],
  );
}

function NameLink({ words, thing: { id, name }, mark }: { words: FiledWords; thing: Filed; mark: ReactNode }) {
  return (
    <Box sx={{ display: "flex", alignItems: "baseline", gap: 2, minWidth: 0 }}>
      <Link component={RouterLink} to={`/access/${words}/${id}`} color="textPrimary" noWrap title={name} sx={{ fontWeight: 550 }} onClick={(event) => event.stopPropagation()}>
        <bdi>{name}</bdi>
      </Link>
      {mark}
    </Box>
  );
}
