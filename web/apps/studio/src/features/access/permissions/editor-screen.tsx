import { SkeletonForm, useToast } from "@aqtra/ui";
import { Box, TextField } from "@mui/material";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useLeaveGuard } from "../../../shared/leave-guard";
import { ProblemState } from "../../../shared/problems";
import { SaveButton } from "../../../shared/save-button";
import { PageActions } from "../../../shared/top-bar";
import { AccessPage } from "../access-page";
import { AccessProblem } from "../access-problem";
import { useAccessTree, usePermissionSet, useSavePermissionSetMutation } from "../api";
import type { AccessTree, PermissionSet } from "../api";
import { DomainField } from "../domain-field";
import { NAME_LENGTH } from "../lengths";
import { Section } from "../section";
import { sameGrants, toGrants, toPermissions } from "./grants";
import { PermissionTree } from "./permission-tree";

export function PermissionSetScreen() {
  const { t } = useTranslation("access");
  const { id = "" } = useParams();
  const set = usePermissionSet(Number(id));
  const tree = useAccessTree();
  const error = set.error ?? tree.error;
  const again = (): void => {
    void set.refetch();
    void tree.refetch();
  };
  return (
    <AccessPage width={1080} crumbs={[{ label: t("permissions.title"), to: "/access/permissions" }, { label: set.data?.name ?? t("permissions.one") }]}>
      {set.data && tree.data ? (
        <Editor key={`${set.data.id}:${set.data.version}`} stored={set.data} tree={tree.data} onReload={() => void set.refetch()} />
      ) : error ? (
        <ProblemState error={error} onRetry={again} />
      ) : (
        <SkeletonForm fields={5} />
      )}
    </AccessPage>
  );
}

interface EditorProps {
  stored: PermissionSet;
  tree: AccessTree;
  onReload: () => void;
}

function Editor({ stored, tree, onReload }: EditorProps) {
  const { t } = useTranslation("access");
  const toast = useToast();
  const before = useMemo(() => toGrants(stored.permissions), [stored]);
  const [domain, setDomain] = useState(stored.domain);
  const [name, setName] = useState(stored.name);
  const [grants, setGrants] = useState(before);
  const [save, { isLoading, error, reset }] = useSavePermissionSetMutation();
  const dirty = domain !== stored.domain || name.trim() !== stored.name || !sameGrants(grants, before);
  const nameless = name.trim() === "";
  useLeaveGuard(dirty);

  const submit = async (): Promise<void> => {
    const result = await save({ setId: stored.id, permissionSetChange: { domain, name: name.trim(), permissions: toPermissions(grants), version: stored.version } });
    if (!result.error) toast.show(t("permissions.saved"));
  };
  return (
    <>
      <PageActions>
        <SaveButton dirty={dirty && !nameless} saving={isLoading} onSave={() => void submit()} />
      </PageActions>
      <AccessProblem error={error} onClose={reset} onReload={onReload} />
      <Box sx={{ display: "grid", gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" }, gap: 4 }}>
        <TextField
          id="set-name"
          required
          label={t("name")}
          value={name}
          error={nameless}
          helperText={t(nameless ? "nameMissing" : "permissions.nameHelp")}
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: NAME_LENGTH } }}
        />
        <DomainField id="set-domain" value={domain} onChange={setDomain} />
      </Box>
      <Section title={t("permissions.tree")} text={t("permissions.treeText")}>
        <PermissionTree tree={tree} stored={stored.permissions} grants={grants} onChange={setGrants} />
      </Section>
    </>
  );
}
