import { EmptyState, SkeletonRows, VisuallyHidden } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { ArrowRight, CirclePlus, History as HistoryIcon, Pencil, RotateCcw, Trash2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { createElement, useState } from "react";
import { useTranslation } from "react-i18next";

import { dateTime } from "../../../shared/format";
import { ProblemState } from "../../../shared/problems";
import { useGetEntryHistoryQuery } from "../api";
import type { ChangeKind, EntryEvent, PropertyChange } from "../api";
import { useReferenceNames } from "./use-reference-names";
import type { EntriesModel } from "./use-component";
import { useValueText } from "./value-text";

const STEP = 25;

const LOOK: Record<ChangeKind, { icon: LucideIcon; colour: string }> = {
  created: { icon: CirclePlus, colour: "success.main" },
  updated: { icon: Pencil, colour: "text.secondary" },
  marked: { icon: Trash2, colour: "warning.main" },
  restored: { icon: RotateCcw, colour: "info.main" },
  removed: { icon: Trash2, colour: "error.main" },
};

/** What happened to an entry, newest first: who, when, and what it was before. */
export function HistoryList({ model, id }: { model: EntriesModel; id: number }) {
  const { t } = useTranslation("maintenance");
  const [top, setTop] = useState(STEP);
  const { data, error, refetch, isFetching } = useGetEntryHistoryQuery({ component: model.key, entryId: id, $top: String(top) });
  if (error && !data) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  if (data.value.length === 0) return <EmptyState compact icon={HistoryIcon} title={t("history.none")} text={t("history.noneText")} />;
  return (
    <>
      <Box component="ol" aria-label={t("entry.history")} aria-busy={isFetching} sx={{ m: 0, p: 0, listStyle: "none" }}>
        {data.value.map((item, at) => (
          <Item key={`${item.version}:${item.kind}:${item.at}`} item={item} model={model} last={at === data.value.length - 1} />
        ))}
      </Box>
      {data["@odata.count"] > data.value.length && (
        <Button size="small" loading={isFetching} onClick={() => setTop(top + STEP)}>
          {t("history.more", { count: data["@odata.count"] - data.value.length })}
        </Button>
      )}
    </>
  );
}

function Item({ item, model, last }: { item: EntryEvent; model: EntriesModel; last: boolean }) {
  const { t } = useTranslation("maintenance");
  const { icon, colour } = LOOK[item.kind];
  return (
    <Box component="li" sx={{ display: "grid", gridTemplateColumns: "24px minmax(0, 1fr)", columnGap: 3 }}>
      <Box aria-hidden sx={{ display: "flex", flexDirection: "column", alignItems: "center" }}>
        <Box sx={{ width: 24, height: 24, flexShrink: 0, display: "grid", placeItems: "center", borderRadius: "50%", border: 1, borderColor: "divider", bgcolor: "background.paper", color: colour }}>
          {createElement(icon, { size: 13, strokeWidth: 2 })}
        </Box>
        {!last && <Box sx={{ flexGrow: 1, width: "1px", bgcolor: "divider" }} />}
      </Box>
      <Box sx={{ pb: 5, minWidth: 0 }}>
        <Typography variant="body2" sx={{ lineHeight: "24px" }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {item.by ? item.by.name || `#${item.by.id}` : t("history.platform")}
          </Box>{" "}
          {t(`history.${item.kind}`)}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p">
          <time dateTime={item.at}>{dateTime(item.at)}</time> · {t("history.version", { version: item.version })}
        </Typography>
        {item.changes.length > 0 && (
          <Box component="ul" sx={{ m: 0, mt: 2, p: 0, listStyle: "none", border: 1, borderColor: "divider", borderRadius: 1, bgcolor: "background.paper" }}>
            {item.changes.map((change) => (
              <ChangeRow key={change.property} change={change} model={model} />
            ))}
          </Box>
        )}
      </Box>
    </Box>
  );
}

function ChangeRow({ change, model }: { change: PropertyChange; model: EntriesModel }) {
  const { t } = useTranslation("maintenance");
  const text = useValueText();
  const property = model.property(change.property);
  const named = useReferenceNames(property, [change.before, change.after]);
  return (
    <Box component="li" sx={{ px: 3, py: 2, "& + &": { borderTop: 1, borderColor: "divider" } }}>
      <Typography variant="caption" component="p" color="textSecondary">
        {change.title || change.property}
        {!property && ` · ${t("history.dropped")}`}
      </Typography>
      <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) 16px minmax(0, 1fr)", columnGap: 2, alignItems: "start" }}>
        <Side label={t("history.before")} text={text(named(change.before), property)} old />
        <Box aria-hidden sx={{ display: "flex", pt: "2px", color: "text.secondary", '[dir="rtl"] &': { transform: "scaleX(-1)" } }}>
          <ArrowRight size={16} strokeWidth={1.75} />
        </Box>
        <Side label={t("history.after")} text={text(named(change.after), property)} />
      </Box>
    </Box>
  );
}

/** So long a text is cut until somebody asks for it. */
const LONG_TEXT = 200;

function Side({ label, text, old = false }: { label: string; text: string; old?: boolean }) {
  const { t } = useTranslation("maintenance");
  const [open, setOpen] = useState(false);
  const isLong = text.length > LONG_TEXT;
  const shown = isLong && !open ? `${text.slice(0, LONG_TEXT)}…` : text;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="body2" sx={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap", color: old || text === "" ? "text.secondary" : undefined, fontStyle: text === "" ? "italic" : undefined }}>
        <VisuallyHidden>{label}: </VisuallyHidden>
        {shown === "" ? t("entry.empty") : <bdi>{shown}</bdi>}
      </Typography>
      {isLong && (
        <Button size="small" variant="text" aria-expanded={open} onClick={() => setOpen(!open)} sx={{ px: 0, minWidth: 0 }}>
          {t(open ? "history.less" : "history.whole")}
        </Button>
      )}
    </Box>
  );
}
