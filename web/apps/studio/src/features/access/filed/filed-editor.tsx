import { SkeletonForm } from "@aqtra/ui";
import { Box } from "@mui/material";
import type { PropsWithChildren, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useLeaveGuard } from "../../../shared/leave-guard";
import { ProblemState } from "../../../shared/problems";
import { SaveButton } from "../../../shared/save-button";
import { PageActions } from "../../../shared/top-bar";
import { AccessPage } from "../access-page";
import { AccessProblem } from "../access-problem";
import type { FiledWords } from "./filed";

interface FiledScreenProps {
  words: FiledWords;
  name: string | undefined;
  /** What the editor needs; it is drawn once all of it is there. */
  needed: readonly { data: unknown; error?: unknown; refetch: () => unknown }[];
  editor: () => ReactNode;
}

/** The page of one permission set or role, from loading to its editor. */
export function FiledScreen({ words, name, needed, editor }: FiledScreenProps) {
  const { t } = useTranslation("access");
  const failed = needed.find(({ error }) => error !== undefined);
  const isThere = needed.every(({ data }) => data !== undefined);
  return (
    <AccessPage width={1080} crumbs={[{ label: t(`${words}.title`), to: `/access/${words}` }, { label: name ?? t(`${words}.one`) }]}>
      {isThere ? editor() : failed ? <ProblemState error={failed.error} onRetry={() => needed.forEach(({ refetch }) => void refetch())} /> : <SkeletonForm fields={5} />}
    </AccessPage>
  );
}

interface FiledEditorProps {
  dirty: boolean;
  /** Whether what was changed can be saved. */
  ready: boolean;
  state: { isLoading: boolean; error?: unknown; reset: () => void };
  /** Name, domain and what else stands at the top. */
  fields: ReactNode;
  onSave: () => void;
  onReload: () => void;
}

/** Save, refusals and the fields on top; below them what is edited. */
export function FiledEditor({ dirty, ready, state, fields, onSave, onReload, children }: PropsWithChildren<FiledEditorProps>) {
  useLeaveGuard(dirty);
  return (
    <>
      <PageActions>
        <SaveButton dirty={dirty && ready} saving={state.isLoading} onSave={onSave} />
      </PageActions>
      <AccessProblem error={state.error} onClose={state.reset} onReload={onReload} />
      <Box sx={{ display: "grid", gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" }, gap: 4 }}>{fields}</Box>
      {children}
    </>
  );
}
