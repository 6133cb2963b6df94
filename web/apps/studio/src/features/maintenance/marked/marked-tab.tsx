import { EmptyState, Notice, useToast } from "@aqtra/ui";
import { Button } from "@mui/material";
import { ArchiveRestore, Sparkles, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import { useListMarkedEntriesQuery, useRemoveMarkedEntriesMutation, useRestoreMarkedEntriesMutation } from "../api";
import { KeeperPicker } from "../entries/keeper-picker";
import { useKeepers } from "../entries/use-component";
import type { EntryAddress, MarkedEntry, RefusedEntry } from "../api";
import { useMarkedColumns } from "./marked-columns";
import { Refusals } from "./refusals";

const PAGE_SIZE = 25;
const NONE: MarkedEntry[] = [];

const idOf = (entry: MarkedEntry): string => `${entry.component.key}:${entry.id}`;
const addresses = (entries: readonly MarkedEntry[]): EntryAddress[] => entries.map(({ component, id }) => ({ component: component.key, id }));

/** Entries marked for deletion: gone for everybody, but not yet deleted. */
export function MarkedTab() {
  const { t } = useTranslation("maintenance");
  const [component, setComponent] = useState<string | null>(null);
  const [page, setPage] = useState(0);
  const { components, loading } = useKeepers();
  const { currentData, data, error, refetch } = useListMarkedEntriesQuery({ component, $top: PAGE_SIZE, $skip: page * PAGE_SIZE });
  const columns = useMarkedColumns();
  const work = useMarkedWork();
  const count = (currentData ?? data)?.count ?? 0;
  // What was on the last page may have been deleted or restored.
  const lastPage = Math.max(0, Math.ceil(count / PAGE_SIZE) - 1);
  if (currentData && page > lastPage) setPage(lastPage);

  return (
    <>
      {work.error !== undefined && <ProblemNotice error={work.error} onClose={work.forget} />}
      {work.refused.length > 0 && (
        <Notice tone="warning" title={t("marked.refused", { count: work.refused.length })} onClose={work.forget}>
          <Refusals refused={work.refused} />
        </Notice>
      )}
      <KeeperPicker
        components={components}
        loading={loading}
        value={component}
        placeholder={t("marked.anyComponent")}
        onChange={(key) => {
          setComponent(key);
          setPage(0);
        }}
      />
      {error && !currentData ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          key={component}
          label={t("tabs.marked")}
          columns={columns}
          rows={currentData?.value ?? NONE}
          rowId={idOf}
          loading={!currentData}
          remote={{ count, pageSize: PAGE_SIZE, page, onPage: setPage, sorting: null, onSort: () => undefined }}
          bulk={(selected) => (
            <>
              <Button size="small" startIcon={<ArchiveRestore size={16} aria-hidden />} loading={work.busy} onClick={() => void work.restore(selected)}>
                {t("marked.restore", { count: selected.length })}
              </Button>
              <Button size="small" color="error" startIcon={<Trash2 size={16} aria-hidden />} loading={work.busy} onClick={() => void work.remove(selected)}>
                {t("marked.remove", { count: selected.length })}
              </Button>
            </>
          )}
          empty={<EmptyState icon={Sparkles} title={t("marked.none")} text={t("marked.noneText")} />}
        />
      )}
    </>
  );
}

/** Deleting for good and bringing back, with what was refused. */
function useMarkedWork() {
  const { t } = useTranslation("maintenance");
  const confirm = useConfirm();
  const toast = useToast();
  const [removeAll, removing] = useRemoveMarkedEntriesMutation();
  const [restoreAll, restoring] = useRestoreMarkedEntriesMutation();
  const [refused, setRefused] = useState<readonly RefusedEntry[]>([]);
  const forget = (): void => {
    setRefused([]);
    removing.reset();
    restoring.reset();
  };
  return {
    busy: removing.isLoading || restoring.isLoading,
    error: removing.error ?? restoring.error,
    refused,
    forget,
    remove: async (entries: readonly MarkedEntry[]): Promise<void> => {
      forget();
      const yes = await confirm({
        title: t("marked.removeTitle", { count: entries.length }),
        text: t("marked.removeText"),
        action: t("marked.removeAction", { count: entries.length }),
        destructive: true,
      });
      if (!yes) return;
      const { data } = await removeAll({ choice: { entries: addresses(entries) } });
      if (!data) return;
      setRefused(data.refused);
      if (data.removed > 0) toast.show(t("marked.removed", { count: data.removed }));
    },
    restore: async (entries: readonly MarkedEntry[]): Promise<void> => {
      forget();
      const { data } = await restoreAll({ choice: { entries: addresses(entries) } });
      if (!data) return;
      setRefused(data.refused);
      if (data.restored > 0) toast.show(t("marked.restored", { count: data.restored }));
    },
  };
}
