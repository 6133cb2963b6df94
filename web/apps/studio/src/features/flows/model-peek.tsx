import type { Step } from "@aqtra/model";
import { EmptyState } from "@aqtra/ui";
import { Box, Button, InputAdornment, TextField, Typography } from "@mui/material";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";
import { ModelLines } from "./model-lines";
import { modelTree, visibleNodes } from "./model-tree";

/** Lines drawn at once; more on request. */
const PAGE = 200;
/** Levels that are open at first: the item's own members, and those of `data`. */
const OPEN_LEVELS = 1;

/** What the items look like after a step, as a tree. */
export function ModelPeek({ step }: { step: Step }) {
  const { t } = useTranslation("flows");
  const { models, isReadingModels } = useDesigner();
  const [text, setText] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const fields = models[step.id];
  const roots = useMemo(() => modelTree(fields ?? []), [fields]);
  if (!fields || fields.length === 0) {
    return isReadingModels ? (
      <Typography role="status" color="textSecondary">
        {t("model.reading")}
      </Typography>
    ) : (
      <EmptyState compact title={t("model.empty")} text={t("model.emptyText")} />
    );
  }
  const isOpen = ({ field, level }: { field: { path: string }; level: number }): boolean => level <= OPEN_LEVELS !== toggled.has(field.path);
  const nodes = visibleNodes(roots, isOpen, text);
  const toggle = (path: string): void => {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    setToggled(next);
  };
  return (
    <Box sx={{ display: "grid", gap: 3, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <TextField
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t("model.search")}
        slotProps={{
          htmlInput: { "aria-label": t("model.search") },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Search size={16} aria-hidden />
              </InputAdornment>
            ),
          },
        }}
      />
      <Typography variant="caption" color="textSecondary" role="status">
        {text.trim() === "" ? t("model.count", { count: fields.length }) : t("model.found", { count: nodes.length })}
      </Typography>
      <ModelLines nodes={nodes.slice(0, limit)} isOpen={(node) => text.trim() !== "" || isOpen(node)} onToggle={toggle} />
      {nodes.length > limit && (
        <Button size="small" onClick={() => setLimit(limit + PAGE)} sx={{ justifySelf: "start" }}>
          {t("model.more", { count: Math.min(PAGE, nodes.length - limit) })}
        </Button>
      )}
    </Box>
  );
}
