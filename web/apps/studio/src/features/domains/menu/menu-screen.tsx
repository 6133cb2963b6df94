import { EmptyState, SkeletonRows, useToast } from "@aqtra/ui";
import { Box, Button, MenuItem, TextField } from "@mui/material";
import { MousePointerClick, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";

import { useGetDomainsQuery, useGetMenuQuery, useSaveMenuMutation } from "../../../shared/api";
import type { Menu } from "../../../shared/api";
import { useLeaveGuard } from "../../../shared/leave-guard";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { SaveButton } from "../../../shared/save-button";
import { toProblem } from "../../../shared/to-problem";
import { Breadcrumbs, PageActions } from "../../../shared/top-bar";
import { useDomainTitle } from "../use-domain-title";
import { ItemPanel } from "./item-panel";
import { MenuTree } from "./menu-tree";
import { useMenuDraft } from "./use-menu-draft";

export function MenuScreen() {
  const { t } = useTranslation("domains");
  const { name = "" } = useParams();
  const title = useDomainTitle(name);
  const { data, error, refetch } = useGetMenuQuery(name);
  return (
    <>
      <Breadcrumbs items={[{ label: t("home"), to: "/" }, { label: title, to: "/" }, { label: t("menu.title") }]} />
      {data ? (
        <Editor key={`${name}:${data.version}`} name={name} stored={data} onReload={() => void refetch()} />
      ) : error ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <Box sx={{ p: 6 }}>
          <SkeletonRows />
        </Box>
      )}
    </>
  );
}

interface EditorProps {
  name: string;
  stored: Menu;
  onReload: () => void;
}

function Editor({ name, stored, onReload }: EditorProps) {
  const { t } = useTranslation("domains");
  const toast = useToast();
  const { rows, selected, items, dirty, edit } = useMenuDraft(stored);
  const [save, { isLoading, error, reset }] = useSaveMenuMutation();
  useLeaveGuard(dirty);
  const row = rows.find((candidate) => candidate.id === selected);
  const add = (): void => edit({ type: "add", id: crypto.randomUUID(), label: t("menu.newGroup") });
  const submit = async (): Promise<void> => {
    const result = await save({ name, menu: { version: stored.version, items } });
    if (!result.error) toast.show(t("menu.saved"));
  };
  const outdated = error !== undefined && toProblem(error).code === "concurrent_edit";
  const addButton = (
    <Button startIcon={<Plus size={16} aria-hidden />} onClick={add}>
      {t("menu.add")}
    </Button>
  );

  return (
    <Box sx={{ height: "100%", display: "grid", gridTemplateRows: "minmax(0, 1fr)", gridTemplateColumns: { xs: "minmax(0, 1fr) 300px", lg: "minmax(0, 1fr) 380px" } }}>
      <PageActions>
        <SaveButton dirty={dirty} saving={isLoading} onSave={() => void submit()} />
      </PageActions>
      <Box component="section" aria-label={t("menu.tree")} sx={{ overflow: "auto", p: { xs: 4, md: 6 } }}>
        <Box sx={{ maxWidth: 720, mx: "auto", display: "grid", gap: 4 }}>
          {error && <ProblemNotice error={error} onClose={reset} />}
          {outdated && (
            <Button onClick={onReload} sx={{ justifySelf: "start" }}>
              {t("loadNewer")}
            </Button>
          )}
          <DomainPicker name={name} />
          {rows.length === 0 ? (
            <EmptyState icon={MousePointerClick} title={t("menu.empty")} text={t("menu.emptyText")} action={addButton} />
          ) : (
            <>
              <MenuTree rows={rows} selected={selected} edit={edit} />
              <Box>{addButton}</Box>
            </>
          )}
        </Box>
      </Box>
      <Box
        component="aside"
        aria-label={t("menu.item")}
        sx={{ overflow: "auto", borderLeft: 1, borderColor: "divider", bgcolor: "background.paper" }}
      >
        {row ? (
          <ItemPanel key={row.id} domain={name} row={row} onChange={(change) => edit({ type: "change", id: row.id, change })} />
        ) : (
          <EmptyState compact title={t("menu.noSelection")} text={t("menu.noSelectionText")} />
        )}
      </Box>
    </Box>
  );
}

/** Leads to the menu of another application; absent while there is only one. */
function DomainPicker({ name }: { name: string }) {
  const { t } = useTranslation("domains");
  const navigate = useNavigate();
  const { data: domains } = useGetDomainsQuery(undefined);
  if (!domains || domains.length < 2) return null;
  return (
    <TextField
      id="menu-domain"
      select
      label={t("menu.domain")}
      value={name}
      onChange={(event) => void navigate(`/domains/${event.target.value}/menu`)}
    >
      {domains.map((domain) => (
        <MenuItem key={domain.name} value={domain.name}>
          {domain.title || domain.name}
        </MenuItem>
      ))}
    </TextField>
  );
}
