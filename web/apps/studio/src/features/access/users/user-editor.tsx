import { useToast } from "@aqtra/ui";
import { Box, Tab, Tabs } from "@mui/material";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { useLeaveGuard } from "../../../shared/leave-guard";
import { SaveButton } from "../../../shared/save-button";
import { PageActions } from "../../../shared/top-bar";
import { AccessProblem } from "../access-problem";
import { useSaveUserMutation } from "../api";
import type { AccessTree, Role, User } from "../api";
import { isChanged, isEmail, toChange, toDraft } from "./draft";
import { ExplainTab } from "./explain-tab";
import { ProfileTab } from "./profile-tab";
import { RightsTab } from "./rights-tab";
import { ViewAs } from "./view-as";

interface UserEditorProps {
  stored: User;
  tree: AccessTree;
  roles: Role[];
  onReload: () => void;
}

const TABS = ["profile", "rights", "explain"] as const;
const PANEL = "user-panel";

/** One user: profile and roles, the rights that follow from them, and why something is allowed or not. */
export function UserEditor({ stored, tree, roles, onReload }: UserEditorProps) {
  const { t } = useTranslation("access");
  const toast = useToast();
  const confirm = useConfirm();
  const [tab, setTab] = useState<(typeof TABS)[number]>("profile");
  const before = useMemo(() => toDraft(stored), [stored]);
  const [draft, setDraft] = useState(before);
  const [save, { isLoading, error, reset }] = useSaveUserMutation();
  const [refusal, setRefusal] = useState<unknown>();
  const dirty = isChanged(draft, before);
  const ready = draft.user_name.trim() !== "" && isEmail(draft.email);
  useLeaveGuard(dirty);

  const submit = async (): Promise<void> => {
    const ends = stored.active && !draft.active;
    const name = stored.user_name;
    if (ends && !(await confirm({ title: t("users.deactivate", { name }), text: t("users.deactivateText"), action: t("users.deactivateAction"), destructive: true }))) return;
    const result = await save({ userId: stored.id, userChange: toChange(draft, stored.version) });
    if (!result.error) toast.show(t(ends ? "users.deactivated" : "users.saved"));
  };
  return (
    <>
      <PageActions>
        <ViewAs user={stored} onRefused={setRefusal} />
        <SaveButton dirty={dirty && ready} saving={isLoading} onSave={() => void submit()} />
      </PageActions>
      <Tabs value={tab} onChange={(_, next: typeof tab) => setTab(next)} aria-label={t("users.tabs.label")} sx={{ mt: -3, borderBottom: 1, borderColor: "divider" }}>
        {TABS.map((name) => (
          <Tab key={name} id={`user-tab-${name}`} aria-controls={PANEL} value={name} label={t(`users.tabs.${name}`)} />
        ))}
      </Tabs>
      <AccessProblem error={error} onClose={reset} onReload={onReload} />
      <AccessProblem error={refusal} onClose={() => setRefusal(undefined)} />
      <Box role="tabpanel" id={PANEL} aria-labelledby={`user-tab-${tab}`} sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 6 }}>
        {tab === "profile" && <ProfileTab user={stored} draft={draft} tree={tree} roles={roles} onChange={(part) => setDraft({ ...draft, ...part })} />}
        {tab === "rights" && <RightsTab user={stored} roles={roles} unsaved={dirty} />}
        {tab === "explain" && <ExplainTab user={stored} unsaved={dirty} />}
      </Box>
    </>
  );
}
