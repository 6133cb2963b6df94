import { ActionIcon, Notice, SkeletonRows, useToast } from "@aqtra/ui";
import { Box, Button, Drawer, Tab, Tabs, Typography } from "@mui/material";
import { Trash2, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { useGetEntryQuery, useMarkEntryMutation } from "../api";
import { HistoryList } from "./history-list";
import { expandedEntry } from "./grid-state";
import type { EntriesModel } from "./use-component";
import { ValueList } from "./value-list";

interface EntryPanelProps {
  model: EntriesModel;
  /** Null while no entry is open. */
  id: number | null;
  onClose: () => void;
}

const WIDTH = 520;

/** One entry beside the list: what happened to it, and what it holds now. */
export function EntryPanel({ model, id, onClose }: EntryPanelProps) {
  const { t } = useTranslation("maintenance");
  const heading = useId();
  return (
    <Drawer
      anchor="right"
      open={id !== null}
      onClose={onClose}
      slotProps={{ paper: { role: "dialog", "aria-labelledby": heading, sx: { width: WIDTH, maxWidth: "100%" } } }}
    >
      {id !== null && (
        <>
          <Box sx={{ display: "flex", alignItems: "flex-start", gap: 2, paddingInlineStart: 5, paddingInlineEnd: 3, pt: 4, pb: 1 }}>
            <Title model={model} id={id} heading={heading} />
            <ActionIcon icon={X} name={t("close", { ns: "shared" })} onClick={onClose} />
          </Box>
          <Body key={id} model={model} id={id} onMarked={onClose} label={t("entry.parts")} />
        </>
      )}
    </Drawer>
  );
}

function Title({ model, id, heading }: { model: EntriesModel; id: number; heading: string }) {
  const { data } = useGetEntryQuery({ component: model.key, entryId: id, $expand: expandedEntry(model) });
  return (
    <Box sx={{ flexGrow: 1, minWidth: 0 }}>
      <Typography variant="caption" color="textSecondary" component="p" noWrap>
        {model.title} #{id}
      </Typography>
      <Typography id={heading} variant="h2" noWrap title={data?.name ?? undefined}>
        <bdi>{data?.name || `#${id}`}</bdi>
      </Typography>
    </Box>
  );
}

type Part = "history" | "values";

function Body({ model, id, onMarked, label }: { model: EntriesModel; id: number; onMarked: () => void; label: string }) {
  const { t } = useTranslation("maintenance");
  const [part, setPart] = useState<Part>("history");
  const { data: entry, error, refetch } = useGetEntryQuery({ component: model.key, entryId: id, $expand: expandedEntry(model) });
  const marking = useMarking(model, onMarked);
  if (error && !entry) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Tabs value={part} onChange={(_, next: Part) => setPart(next)} aria-label={label} sx={{ px: 3, flexShrink: 0, borderBottom: 1, borderColor: "divider" }}>
        <Tab value="history" label={t("entry.history")} />
        <Tab value="values" label={t("entry.values")} />
      </Tabs>
      <Box sx={{ flexGrow: 1, overflowY: "auto", px: 5, py: 4 }}>
        {marking.error !== undefined && (
          <Box sx={{ mb: 4 }}>
            <ProblemNotice error={marking.error} onClose={marking.forget} />
          </Box>
        )}
        {part === "history" ? <HistoryList model={model} id={id} /> : entry ? <ValueList model={model} entry={entry} /> : <SkeletonRows />}
      </Box>
      {entry?.version !== undefined && !model.builtIn && (
        <Box sx={{ display: "flex", justifyContent: "flex-end", px: 5, py: 3, borderTop: 1, borderColor: "divider" }}>
          <Button color="error" variant="text" startIcon={<Trash2 size={16} aria-hidden />} loading={marking.busy} onClick={() => void marking.mark(id, entry.version ?? 0)}>
            {t("entry.mark")}
          </Button>
        </Box>
      )}
      {model.builtIn && (
        <Box sx={{ px: 5, py: 3 }}>
          <Notice>{t("entry.builtIn")}</Notice>
        </Box>
      )}
    </>
  );
}

function useMarking(model: EntriesModel, onMarked: () => void) {
  const { t } = useTranslation("maintenance");
  const confirm = useConfirm();
  const toast = useToast();
  const [mark, { isLoading, error, reset }] = useMarkEntryMutation();
  return {
    busy: isLoading,
    error,
    forget: reset,
    mark: async (id: number, version: number): Promise<void> => {
      const yes = await confirm({ title: t("entry.markTitle", { id }), text: t("entry.markText"), action: t("entry.mark"), destructive: true });
      if (!yes) return;
      const result = await mark({ component: model.key, entryId: id, "if-match": `"${version}"` });
      if (result.error) return;
      toast.show(t("entry.marked", { id }));
      onMarked();
    },
  };
}
