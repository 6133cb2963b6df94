import type { LettersDone } from "@aqtra/api";
import { EmptyState, useToast } from "@aqtra/ui";
import { Button } from "@mui/material";
import type { LucideIcon } from "lucide-react";
import { RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import type { Column } from "../../../shared/table";

export const PAGE_SIZE = 25;
const NONE: never[] = [];

interface Letter {
  id: string;
}

interface Found<Row> {
  data?: { count: number; value: Row[] };
  currentData?: { count: number; value: Row[] };
  error?: unknown;
  refetch: () => unknown;
}

/** A mutation over chosen letters, as its hook gives it. */
type Work = readonly [
  (choice: { letterChoice: { letters: string[] } }) => PromiseLike<{ data?: LettersDone }>,
  { isLoading: boolean; error?: unknown; reset: () => void },
];

interface LetterTableProps<Row extends Letter> {
  /** Under which texts speak of them. */
  words: "letters" | "messages";
  icon: LucideIcon;
  columns: Column<Row>[];
  found: Found<Row>;
  page: number;
  onPage: (page: number) => void;
  retry: Work;
  discard: Work;
}

/** What is no longer tried: why, and tried again or discarded. */
export function LetterTable<Row extends Letter>({ words, icon, columns, found, page, onPage, ...verbs }: LetterTableProps<Row>) {
  const { t } = useTranslation("maintenance");
  const work = useLetterWork(words, verbs.retry, verbs.discard);
  const { data, currentData, error, refetch } = found;
  const count = (currentData ?? data)?.count ?? 0;
  // What was on the last page may have been tried again or discarded.
  const lastPage = Math.max(0, Math.ceil(count / PAGE_SIZE) - 1);
  if (currentData && page > lastPage) onPage(lastPage);
  if (error && !currentData) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {work.error !== undefined && <ProblemNotice error={work.error} onClose={work.forget} />}
      <DataTable
        label={t(`tabs.${words}`)}
        columns={columns}
        rows={currentData?.value ?? NONE}
        rowId={(row) => row.id}
        loading={!currentData}
        remote={{ count, pageSize: PAGE_SIZE, page, onPage, sorting: null, onSort: () => undefined }}
        bulk={(selected) => (
          <>
            <Button size="small" startIcon={<RotateCcw size={16} aria-hidden />} loading={work.busy} onClick={() => void work.retry(selected)}>
              {t(`${words}.retry`, { count: selected.length })}
            </Button>
            <Button size="small" color="error" startIcon={<Trash2 size={16} aria-hidden />} loading={work.busy} onClick={() => void work.discard(selected)}>
              {t(`${words}.discard`, { count: selected.length })}
            </Button>
          </>
        )}
        empty={<EmptyState icon={icon} title={t(`${words}.none`)} text={t(`${words}.noneText`)} />}
      />
    </>
  );
}

/** Trying again and discarding. */
function useLetterWork(words: "letters" | "messages", [retryAll, retrying]: Work, [discardAll, discarding]: Work) {
  const { t } = useTranslation("maintenance");
  const confirm = useConfirm();
  const toast = useToast();
  const forget = (): void => {
    retrying.reset();
    discarding.reset();
  };
  const choice = (rows: readonly Letter[]) => ({ letterChoice: { letters: rows.map(({ id }) => id) } });
  return {
    busy: retrying.isLoading || discarding.isLoading,
    error: retrying.error ?? discarding.error,
    forget,
    retry: async (rows: readonly Letter[]): Promise<void> => {
      forget();
      const { data } = await retryAll(choice(rows));
      if (data) toast.show(t(`${words}.retried`, { count: data.done }));
    },
    discard: async (rows: readonly Letter[]): Promise<void> => {
      forget();
      const count = rows.length;
      const yes = await confirm({
        title: t(`${words}.discardTitle`, { count }),
        text: t(`${words}.discardText`),
        action: t(`${words}.discardAction`, { count }),
        destructive: true,
      });
      if (!yes) return;
      const { data } = await discardAll(choice(rows));
      if (data) toast.show(t(`${words}.discarded`, { count: data.done }));
    },
  };
}
