import { EmptyState } from "@aqtra/ui";
import { Box, Button, InputAdornment, OutlinedInput } from "@mui/material";
import { Plus, Search, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import { PageActions } from "../../../shared/top-bar";
import { usePause } from "../../../shared/use-pause";
import { AccessPage } from "../access-page";
import { useUsers } from "../api";
import type { User } from "../api";
import { AddUser } from "./add-user";
import { PasswordDialog } from "./password-dialog";
import type { Issued } from "./password-dialog";
import { useUserColumns } from "./user-columns";

const PAGE_SIZE = 20;
const SEARCH_LENGTH = 200;

export function UsersScreen() {
  const { t } = useTranslation("access");
  return (
    <AccessPage crumbs={[{ label: t("users.title") }]}>
      <List />
    </AccessPage>
  );
}

function List() {
  const { t } = useTranslation("access");
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const search = usePause(typed.trim());
  const [place, setPlace] = useState({ search: "", page: 0 });
  // Another search begins at its first page.
  const page = place.search === search ? place.page : 0;
  const { data, error, refetch, isLoading } = useUsers({ search, top: PAGE_SIZE, skip: page * PAGE_SIZE });
  const [adding, setAdding] = useState(false);
  const [issued, setIssued] = useState<(Issued & { id: number }) | null>(null);
  const columns = useUserColumns();
  const open = (id: number): void => void navigate(`/access/users/${id}`);
  return (
    <>
      <PageActions>
        <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {t("users.add")}
        </Button>
      </PageActions>
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 3 }}>
          <OutlinedInput
            size="small"
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t("users.search")}
            inputProps={{ "aria-label": t("users.search"), maxLength: SEARCH_LENGTH }}
            startAdornment={
              <InputAdornment position="start">
                <Search size={16} aria-hidden />
              </InputAdornment>
            }
            sx={{ width: { xs: "100%", sm: 320 } }}
          />
          <DataTable
            label={t("users.title")}
            columns={columns}
            rows={data?.value ?? NONE}
            rowId={({ id }) => String(id)}
            onOpen={({ id }) => open(id)}
            loading={isLoading}
            remote={{ count: data?.count ?? 0, pageSize: PAGE_SIZE, page, onPage: (next) => setPlace({ search, page: next }), sorting: null, onSort: () => undefined }}
            empty={<EmptyState compact icon={UserRound} title={t("users.nothingFound")} text={t("users.nothingFoundText")} />}
          />
        </Box>
      )}
      {adding && (
        <AddUser
          onClose={() => setAdding(false)}
          onAdded={(id, password) => {
            setAdding(false);
            if (password) setIssued({ ...password, id });
            else open(id);
          }}
        />
      )}
      <PasswordDialog issued={issued} onClose={() => issued && open(issued.id)} />
    </>
  );
}

const NONE: User[] = [];
