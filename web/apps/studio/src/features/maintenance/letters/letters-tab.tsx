import { EmptyState, useToast } from "@aqtra/ui";
import { Button } from "@mui/material";
import { MailCheck, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import { useDeadLetters, useDiscardDeadLettersMutation, useRetryDeadLettersMutation } from "../api";
import type { DeadLetter } from "../api";
import { useLetterColumns } from "./letter-columns";

const PAGE_SIZE = 25;
const NONE: DeadLetter[] = [];

/** Entries that flows have queued and nobody could store. */
export function LettersTab() {
  const { t } = useTranslation("maintenance");
  const [page, setPage] = useState(0);
  const { data, currentData, error, refetch } = useDeadLetters({ top: PAGE_SIZE, skip: page * PAGE_SIZE });
  const columns = useLetterColumns();
  const work = useLetterWork();
  const count = (currentData ?? data)?.count ?? 0;
  // What was on the last page may have been tried again or discarded.
  const lastPage = Math.max(0, Math.ceil(count / PAGE_SIZE) - 1);
  if (currentData && page > lastPage) setPage(lastPage);
  if (error && !currentData) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {work.error !== undefined && <ProblemNotice error={work.error} onClose={work.forget} />}
      <DataTable
        label={t("tabs.letters")}
        columns={columns}
        rows={currentData?.value ?? NONE}
        rowId={(row) => row.id}
        loading={!currentData}
        remote={{ count, pageSize: PAGE_SIZE, page, onPage: setPage, sorting: null, onSort: () => undefined }}
        bulk={(selected) => (
          <>
            <Button size="small" startIcon={<RotateCcw size={16} aria-hidden />} loading={work.busy} onClick={() => void work.retry(selected)}>
              {t("letters.retry", { count: selected.length })}
            </Button>
            <Button size="small" color="error" startIcon={<Trash2 size={16} aria-hidden />} loading={work.busy} onClick={() => void work.discard(selected)}>
              {t("letters.discard", { count: selected.length })}
            </Button>
          </>
        )}
        empty={<EmptyState icon={MailCheck} title={t("letters.none")} text={t("letters.noneText")} />}
      />
    </>
  );
}

/** Trying again and discarding. */
function useLetterWork() {
  const { t } = useTranslation("maintenance");
  const confirm = useConfirm();
  const toast = useToast();
  const [retryAll, retrying] = useRetryDeadLettersMutation();
  const [discardAll, discarding] = useDiscardDeadLettersMutation();
  const forget = (): void => {
    retrying.reset();
    discarding.reset();
  };
  const choice = (rows: readonly DeadLetter[]) => ({ letterChoice: { letters: rows.map(({ id }) => id) } });
  return {
    busy: retrying.isLoading || discarding.isLoading,
    error: retrying.error ?? discarding.error,
    forget,
    retry: async (rows: readonly DeadLetter[]): Promise<void> => {
      forget();
      const { data } = await retryAll(choice(rows));
      if (data) toast.show(t("letters.retried", { count: data.done }));
    },
    discard: async (rows: readonly DeadLetter[]): Promise<void> => {
      forget();
      const count = rows.length;
      const yes = await confirm({ title: t("letters.discardTitle", { count }), text: t("letters.discardText"), action: t("letters.discardAction", { count }), destructive: true });
      if (!yes) return;
      const { data } = await discardAll(choice(rows));
      if (data) toast.show(t("letters.discarded", { count: data.done }));
    },
  };
}
