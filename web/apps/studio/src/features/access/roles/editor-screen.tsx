import { SkeletonForm, useToast } from "@aqtra/ui";
import { Box, TextField } from "@mui/material";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useGetDomainsQuery } from "../../../shared/api";
import { useLeaveGuard } from "../../../shared/leave-guard";
import { ProblemState } from "../../../shared/problems";
import { SaveButton } from "../../../shared/save-button";
import { PageActions } from "../../../shared/top-bar";
import { AccessPage } from "../access-page";
import { AccessProblem } from "../access-problem";
import { useAccessTree, usePermissionSets, useRole, useSaveRoleMutation } from "../api";
import type { AccessTree, PermissionSet, Role } from "../api";
import { chosenPairs, PairsEditor, samePairs } from "../contexts/pairs-editor";
import type { Given, Pair } from "../contexts/pairs-editor";
import { DomainField } from "../domain-field";
import { DESCRIPTION_LENGTH, NAME_LENGTH } from "../lengths";
import { Section } from "../section";
import { BuiltInRole } from "./built-in";

export function RoleScreen() {
  const { t } = useTranslation("access");
  const { id = "" } = useParams();
  const role = useRole(Number(id));
  const tree = useAccessTree();
  const sets = usePermissionSets();
  const error = role.error ?? tree.error ?? sets.error;
  const again = (): void => [role, tree, sets].forEach(({ refetch }) => void refetch());
  return (
    <AccessPage width={1080} crumbs={[{ label: t("roles.title"), to: "/access/roles" }, { label: role.data?.name ?? t("roles.one") }]}>
      {role.data?.built_in ? (
        <BuiltInRole role={role.data} />
      ) : role.data && tree.data && sets.data ? (
        <Editor key={`${role.data.id}:${role.data.version}`} stored={role.data} tree={tree.data} sets={sets.data} onReload={() => void role.refetch()} />
      ) : error ? (
        <ProblemState error={error} onRetry={again} />
      ) : (
        <SkeletonForm fields={5} />
      )}
    </AccessPage>
  );
}

interface EditorProps {
  stored: Role;
  tree: AccessTree;
  sets: PermissionSet[];
  onReload: () => void;
}

function Editor({ stored, tree, sets, onReload }: EditorProps) {
  const { t } = useTranslation("access");
  const toast = useToast();
  const before = useMemo(() => stored.pairs.map(({ permission_set: id, context }): Pair => ({ id, context })), [stored]);
  const [draft, setDraft] = useState({ domain: stored.domain ?? "", name: stored.name, description: stored.description });
  const [pairs, setPairs] = useState<readonly Pair[]>(before);
  const [save, { isLoading, error, reset }] = useSaveRoleMutation();
  const options = useSetOptions(sets);
  const nameless = draft.name.trim() === "";
  const dirty = draft.domain !== stored.domain || draft.name.trim() !== stored.name || draft.description !== stored.description || !samePairs(chosenPairs(pairs), before);
  useLeaveGuard(dirty);

  const submit = async (): Promise<void> => {
    const given = chosenPairs(pairs).map(({ id, context }) => ({ permission_set: id, context }));
    const result = await save({ roleId: stored.id, roleChange: { ...draft, name: draft.name.trim(), pairs: given, version: stored.version } });
    if (!result.error) toast.show(t("roles.saved"));
  };
  return (
    <>
      <PageActions>
        <SaveButton dirty={dirty && !nameless} saving={isLoading} onSave={() => void submit()} />
      </PageActions>
      <AccessProblem error={error} onClose={reset} onReload={onReload} />
      <Box sx={{ display: "grid", gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" }, gap: 4 }}>
        <TextField
          id="role-name"
          required
          label={t("name")}
          value={draft.name}
          error={nameless}
          helperText={t(nameless ? "nameMissing" : "roles.nameHelp")}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: NAME_LENGTH } }}
        />
        <DomainField id="role-domain" value={draft.domain} onChange={(domain) => setDraft({ ...draft, domain })} />
        <TextField
          id="role-description"
          label={t("description")}
          helperText={t("roles.descriptionHelp")}
          multiline
          minRows={2}
          maxRows={8}
          value={draft.description}
          onChange={(event) => setDraft({ ...draft, description: event.target.value })}
          slotProps={{ htmlInput: { maxLength: DESCRIPTION_LENGTH } }}
          sx={{ gridColumn: "1 / -1" }}
        />
      </Box>
      <Section title={t("pairs.title")} text={t("pairs.text")}>
        <PairsEditor words="pairs" pairs={pairs} options={options} tree={tree} onChange={setPairs} />
      </Section>
    </>
  );
}

function useSetOptions(sets: readonly PermissionSet[]): Given[] {
  const { data: domains } = useGetDomainsQuery(undefined);
  return useMemo(() => {
    const titles = new Map(domains?.map(({ name, title }) => [name, title || name]));
    // The platform lists them by domain, so that groups come together.
    return sets.map(({ id, name, domain }) => ({ id, name, group: titles.get(domain) ?? domain }));
  }, [domains, sets]);
}
