import { useToast } from "@aqtra/ui";
import { TextField } from "@mui/material";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useAccessTree, usePermissionSets, useRole, useSaveRoleMutation } from "../api";
import type { AccessTree, PermissionSet, Role } from "../api";
import { chosenPairs, samePairs } from "../contexts/pairs";
import type { Given, Pair } from "../contexts/pairs";
import { PairsEditor } from "../contexts/pairs-editor";
import { useDomainTitles } from "../filed/columns";
import { FiledEditor, FiledScreen } from "../filed/filed-editor";
import { FiledFields } from "../filed/filed-fields";
import { DESCRIPTION_LENGTH } from "../lengths";
import { Section } from "../section";
import { BuiltInRole } from "./built-in";

export function RoleScreen() {
  const { id = "" } = useParams();
  const role = useRole(Number(id));
  const tree = useAccessTree();
  const sets = usePermissionSets();
  const isBuiltIn = role.data?.built_in === true;
  return (
    <FiledScreen
      words="roles"
      name={role.data?.name}
      needed={isBuiltIn ? [role] : [role, tree, sets]}
      editor={() =>
        role.data &&
        (isBuiltIn ? (
          <BuiltInRole role={role.data} />
        ) : (
          tree.data && sets.data && <Editor key={`${role.data.id}:${role.data.version}`} stored={role.data} tree={tree.data} sets={sets.data} onReload={() => void role.refetch()} />
        ))
      }
    />
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
  const [save, state] = useSaveRoleMutation();
  const options = useSetOptions(sets);
  const isOther = useMemo(() => !samePairs(chosenPairs(pairs), before), [before, pairs]);

  const submit = async (): Promise<void> => {
    const given = chosenPairs(pairs).map(({ id, context }) => ({ permission_set: id, context }));
    const result = await save({ roleId: stored.id, roleChange: { ...draft, name: draft.name.trim(), pairs: given, version: stored.version } });
    if (!result.error) toast.show(t("roles.saved"));
  };
  return (
    <FiledEditor
      dirty={isOther || draft.domain !== stored.domain || draft.name.trim() !== stored.name || draft.description !== stored.description}
      ready={draft.name.trim() !== ""}
      state={state}
      fields={
        <>
          <FiledFields words="roles" name={draft.name} domain={draft.domain} onName={(name) => setDraft({ ...draft, name })} onDomain={(domain) => setDraft({ ...draft, domain })} />
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
        </>
      }
      onSave={() => void submit()}
      onReload={onReload}
    >
      <Section title={t("pairs.title")} text={t("pairs.text")}>
        <PairsEditor words="pairs" pairs={pairs} options={options} tree={tree} onChange={setPairs} />
      </Section>
    </FiledEditor>
  );
}

function useSetOptions(sets: readonly PermissionSet[]): Given[] {
  const titles = useDomainTitles();
  // The platform lists them by domain, so that groups come together.
  return useMemo(() => sets.map(({ id, name, domain }) => ({ id, name, group: titles.get(domain) ?? domain })), [sets, titles]);
}
