import { EmptyState } from "@aqtra/ui";
import { Button } from "@mui/material";
import { Plus } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import type { Column } from "../../../shared/table";
import { PageActions } from "../../../shared/top-bar";
import { AccessProblem } from "../access-problem";
import { InUseDialog } from "../in-use-dialog";
import { useDeletion } from "../use-deletion";
import type { Filed, FiledWords } from "./filed";

interface FiledListProps<Thing extends Filed> {
  words: FiledWords;
  icon: LucideIcon;
  columns: Column<Thing>[];
  found: { data: Thing[] | undefined; error?: unknown; isLoading: boolean; refetch: () => unknown };
  remove: (id: number) => Promise<{ error?: unknown }>;
  isDeletable?: (thing: Thing) => boolean;
  /** The dialog that makes a new one; `added` opens it. */
  adding: (added: (id: number) => void, close: () => void) => ReactNode;
}

/** The list of permission sets, or of roles: search, open, add, delete what nothing uses. */
export function FiledList<Thing extends Filed>({ words, icon, columns, found, remove, isDeletable, adding }: FiledListProps<Thing>) {
  const { t } = useTranslation("access");
  const navigate = useNavigate();
  const [isAdding, setIsAdding] = useState(false);
  const deletion = useDeletion(words, remove);
  const open = (id: number): void => void navigate(`/access/${words}/${id}`);
  const add = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
      {t(`${words}.add`)}
    </Button>
  );
  return (
    <>
      <PageActions>{add}</PageActions>
      <AccessProblem error={deletion.error} onClose={deletion.forget} />
      {found.error && !found.data ? (
        <ProblemState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          label={t(`${words}.title`)}
          columns={columns}
          rows={found.data ?? NONE}
          rowId={({ id }) => String(id)}
          onOpen={({ id }) => open(id)}
          onDelete={(thing) => void deletion.ask(thing)}
          {...(isDeletable && { isDeletable })}
          searchLabel={t(`${words}.search`)}
          loading={found.isLoading}
          empty={<EmptyState icon={icon} title={t(`${words}.empty`)} text={t(`${words}.emptyText`)} action={add} />}
        />
      )}
      <InUseDialog uses={deletion.uses} text={t(`${words}.inUse`)} onClose={deletion.closeUses} />
      {isAdding && adding(open, () => setIsAdding(false))}
    </>
  );
}

const NONE: never[] = [];
