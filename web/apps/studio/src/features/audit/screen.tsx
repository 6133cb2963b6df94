import { EmptyState } from "@aqtra/ui";
import { Box, Button } from "@mui/material";
import { ChevronLeft, ChevronRight, Download, ScrollText, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery } from "../../shared/api";
import { Page } from "../../shared/page";
import { NoPermission, ProblemState } from "../../shared/problems";
import { DataTable } from "../../shared/table";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { asQuery, csvUrl, NO_FILTERS, useListAuditRecordsQuery } from "./api";
import type { AuditRecord, Filters } from "./api";
import { ChainNotice } from "./chain-notice";
import { useAuditColumns } from "./columns";
import { AuditFilters } from "./filters";
import { RecordPanel } from "./record-panel";

const PAGE_SIZE = 50;
const NONE: AuditRecord[] = [];

/** Who did what, and whether anybody changed the record of it. For administrators. */
export function AuditScreen() {
  const { t } = useTranslation("audit");
  const { data: session } = useGetSessionQuery(undefined);
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const allowed = session === undefined || session.rights.includes("administer");
  return (
    <Page width={1440}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {allowed ? (
        <>
          <PageActions>
            <Button component="a" href={csvUrl(filters)} download startIcon={<Download size={16} aria-hidden />}>
              {t("export")}
            </Button>
          </PageActions>
          <ChainNotice />
          <AuditFilters applied={filters} onApply={setFilters} />
          {/* The page that is shown belongs to one search. */}
          <Records key={csvUrl(filters)} filters={filters} />
        </>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

function Records({ filters }: { filters: Filters }) {
  const { t } = useTranslation("audit");
  const columns = useAuditColumns();
  const [opened, setOpened] = useState<AuditRecord | null>(null);
  // Where each page that was left begins; the last is the one shown. The newest page begins nowhere.
  const [pages, setPages] = useState<readonly number[]>([]);
  const { currentData, error, refetch } = useListAuditRecordsQuery(
    { ...asQuery(filters), before: pages.at(-1), $top: PAGE_SIZE },
    { refetchOnMountOrArgChange: true },
  );
  const next = currentData?.next ?? null;
  if (error && !currentData) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={currentData?.value ?? NONE}
        rowId={(record) => String(record.id)}
        onOpen={setOpened}
        loading={!currentData}
        remote={{ count: currentData?.value.length ?? 0, pageSize: PAGE_SIZE, page: 0, onPage: () => undefined, sorting: null, onSort: () => undefined }}
        empty={
          filters === NO_FILTERS ? (
            <EmptyState icon={ScrollText} title={t("empty.title")} text={t("empty.text")} />
          ) : (
            <EmptyState icon={SearchX} title={t("nothing.title")} text={t("nothing.text")} />
          )
        }
      />
      {(pages.length > 0 || next !== null) && (
        <Box component="nav" aria-label={t("pages.label")} sx={{ display: "flex", justifyContent: "flex-end", gap: 2 }}>
          <Button size="small" disabled={pages.length === 0} startIcon={<ChevronLeft size={16} aria-hidden />} onClick={() => setPages(pages.slice(0, -1))}>
            {t("pages.newer")}
          </Button>
          <Button size="small" disabled={next === null} endIcon={<ChevronRight size={16} aria-hidden />} onClick={() => next !== null && setPages([...pages, next])}>
            {t("pages.older")}
          </Button>
        </Box>
      )}
      <RecordPanel record={opened} onClose={() => setOpened(null)} />
    </>
  );
}
