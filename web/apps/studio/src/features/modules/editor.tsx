import { CodeEditor } from "@aqtra/ui";
import { Box, Button } from "@mui/material";
import { Hammer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useLeaveGuard } from "../../shared/leave-guard";
import { ProblemNotice } from "../../shared/problems";
import { SaveButton } from "../../shared/save-button";
import { PageActions } from "../../shared/top-bar";
import { AboutFields } from "./about-fields";
import { BLANK, draftOf, useCompileModuleMutation } from "./api";
import type { CompileProblem, Draft, Module } from "./api";
import { ProblemList } from "./problem-list";
import { useSaving } from "./use-saving";

/** What the last compilation found, and in what. */
interface Compilation {
  draft: Draft;
  problems: CompileProblem[];
}

/** The source over the width of the screen, with what is wrong beneath it. */
export function Editor({ first }: { first: Module | null }) {
  const { t } = useTranslation("modules");
  const [draft, setDraft] = useState<Draft>(first ? draftOf(first) : BLANK);
  const [line, setLine] = useState<number | null>(null);
  const [compilation, setCompilation] = useState<Compilation>();
  const [compile, compiling] = useCompileModuleMutation();
  const saving = useSaving(draft, first);
  useLeaveGuard(saving.isDirty && !saving.isLeaving);
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));

  const check = async (): Promise<void> => {
    const { type, source } = draft;
    // A source may be looked at before its module has a name.
    const name = draft.name || UNNAMED;
    const result = await compile({ moduleToCompile: { key: saving.stored?.key ?? null, name, type, source } });
    if (result.data) setCompilation({ draft, problems: result.data.problems as CompileProblem[] });
  };
  const error = saving.problem ?? compiling.error;
  return (
    <>
      <PageActions>
        <Button variant="outlined" startIcon={<Hammer size={16} aria-hidden />} loading={compiling.isLoading} onClick={() => void check()}>
          {t("compile")}
        </Button>
        <SaveButton dirty={saving.isDirty} saving={saving.isSaving} onSave={() => void saving.save()} />
      </PageActions>
      <Box sx={{ flex: "1 1 0", minHeight: 0, display: "flex", flexDirection: "column", gap: 4, p: { xs: 4, md: 6 }, pb: { xs: 4, md: 4 } }}>
        {error !== undefined && (
          <ProblemNotice
            error={error}
            onClose={() => {
              saving.dismiss();
              compiling.reset();
            }}
          />
        )}
        <AboutFields draft={draft} state={saving.stored?.state ?? null} missing={saving.missing} onChange={change} />
        <Box sx={{ flex: "1 1 0", minHeight: { xs: 320, md: 200 }, display: "flex", flexDirection: "column", "& > *": { flex: "1 1 0", minHeight: 0 } }}>
          <CodeEditor
            language="python"
            label={t("fields.source")}
            value={draft.source}
            line={line}
            height="100%"
            placeholder={t("placeholder")}
            onChange={(source) => change({ source })}
          />
        </Box>
        {compilation && <ProblemList problems={compilation.problems} isOld={compilation.draft !== draft} onGoTo={setLine} />}
      </Box>
    </>
  );
}

const UNNAMED = "unnamed";
