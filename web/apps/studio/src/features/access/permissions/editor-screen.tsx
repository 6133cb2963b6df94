import { useToast } from "@aqtra/ui";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useAccessTree, usePermissionSet, useSavePermissionSetMutation } from "../api";
import type { AccessTree, PermissionSet } from "../api";
import { FiledEditor, FiledScreen } from "../filed/filed-editor";
import { FiledFields } from "../filed/filed-fields";
import { Section } from "../section";
import { sameGrants, toGrants, toPermissions } from "./grants";
import { PermissionTree } from "./permission-tree";

export function PermissionSetScreen() {
  const { id = "" } = useParams();
  const set = usePermissionSet(Number(id));
  const tree = useAccessTree();
  return (
    <FiledScreen
      words="permissions"
      name={set.data?.name}
      needed={[set, tree]}
      editor={() => set.data && tree.data && <Editor key={`${set.data.id}:${set.data.version}`} stored={set.data} tree={tree.data} onReload={() => void set.refetch()} />}
    />
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
  const [save, state] = useSavePermissionSetMutation();

  const submit = async (): Promise<void> => {
    const result = await save({ setId: stored.id, permissionSetChange: { domain, name: name.trim(), permissions: toPermissions(grants), version: stored.version } });
    if (!result.error) toast.show(t("permissions.saved"));
  };
  return (
    <FiledEditor
      dirty={domain !== stored.domain || name.trim() !== stored.name || !sameGrants(grants, before)}
      ready={name.trim() !== ""}
      state={state}
      fields={<FiledFields words="permissions" name={name} domain={domain} onName={setName} onDomain={setDomain} />}
      onSave={() => void submit()}
      onReload={onReload}
    >
      <Section title={t("permissions.tree")} text={t("permissions.treeText")}>
        <PermissionTree tree={tree} stored={stored.permissions} grants={grants} onChange={setGrants} />
      </Section>
    </FiledEditor>
  );
}
