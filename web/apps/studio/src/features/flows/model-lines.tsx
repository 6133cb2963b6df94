import { ActionIcon, useToast } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { ChevronRight, Copy } from "lucide-react";
import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { ModelNode } from "./model-tree";

interface ModelLinesProps {
  nodes: readonly ModelNode[];
  isOpen: (node: ModelNode) => boolean;
  onToggle: (path: string) => void;
}

/** The lines of a model's tree. Arrows walk, open and close; Enter copies the path. */
export function ModelLines({ nodes, isOpen, onToggle }: ModelLinesProps) {
  const { t } = useTranslation("flows");
  const toast = useToast();
  const grid = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const copy = async (path: string): Promise<void> => {
    await navigator.clipboard.writeText(path);
    toast.show(t("model.copied", { path }));
  };
  const go = (at: number): void => {
    const node = nodes[Math.max(0, Math.min(nodes.length - 1, at))];
    if (!node) return;
    setCurrent(node.field.path);
    (grid.current?.children[nodes.indexOf(node)] as HTMLElement | undefined)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, node: ModelNode, at: number): void => {
    const inside = node.children.length > 0;
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(nodes.length - 1),
      ArrowRight: () => (inside && !isOpen(node) ? onToggle(node.field.path) : go(at + 1)),
      ArrowLeft: () => (inside && isOpen(node) ? onToggle(node.field.path) : go(parentOf(nodes, at))),
      Enter: () => void copy(node.field.path),
    };
    const act = event.target === event.currentTarget ? keys[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  };
  const focusable = nodes.some(({ field }) => field.path === current) ? current : nodes[0]?.field.path;
  return (
    <Box ref={grid} role="treegrid" aria-label={t("model.tree")} aria-readonly sx={{ borderTop: 1, borderColor: "divider" }}>
      {nodes.map((node, at) => (
        <Line
          key={node.field.path}
          node={node}
          open={isOpen(node)}
          focusable={node.field.path === focusable}
          onKeyDown={(event) => onKeyDown(event, node, at)}
          onFocus={() => setCurrent(node.field.path)}
          onToggle={() => onToggle(node.field.path)}
          onCopy={() => void copy(node.field.path)}
        />
      ))}
    </Box>
  );
}

function parentOf(nodes: readonly ModelNode[], at: number): number {
  const level = nodes[at]?.level ?? 1;
  for (let above = at - 1; above >= 0; above -= 1) if ((nodes[above]?.level ?? 1) < level) return above;
  return at;
}

interface LineProps {
  node: ModelNode;
  open: boolean;
  focusable: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
  onToggle: () => void;
  onCopy: () => void;
}

function Line({ node, open, focusable, onKeyDown, onFocus, onToggle, onCopy }: LineProps) {
  const { t } = useTranslation("flows");
  const { field, name, level, children } = node;
  const hasInside = children.length > 0;
  return (
    <Box
      role="row"
      aria-level={level}
      aria-expanded={hasInside ? open : undefined}
      tabIndex={focusable ? 0 : -1}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
      sx={{ display: "flex", alignItems: "center", gap: 1, minHeight: 32, pl: (level - 1) * 4, borderBottom: 1, borderColor: "divider", outlineOffset: -2, "& .copy": { opacity: 0 }, "&:hover .copy, &:focus-within .copy": { opacity: 1 }, "&:hover": { bgcolor: "tone.hover" } }}
    >
      <Box aria-hidden onClick={hasInside ? onToggle : undefined} sx={{ width: 20, flexShrink: 0, display: "grid", placeItems: "center", cursor: hasInside ? "pointer" : undefined, color: "text.secondary", transition: "transform 120ms", transform: open ? "rotate(90deg)" : "none" }}>
        {hasInside && <ChevronRight size={14} />}
      </Box>
      <Box role="gridcell" aria-label={field.path} sx={{ minWidth: 0, flexGrow: 1, py: 1 }}>
        <Typography variant="mono" component="p" sx={{ overflowWrap: "anywhere" }}>
          {name}
        </Typography>
        {field.title !== field.path && field.title !== name && (
          <Typography variant="caption" color="textSecondary" component="p" noWrap>
            {field.title}
          </Typography>
        )}
      </Box>
      <Box role="gridcell">
        <ActionIcon className="copy" icon={Copy} size="small" iconSize={13} tabIndex={-1} name={t("model.copy", { path: field.path })} onClick={onCopy} />
      </Box>
      <Typography role="gridcell" variant="caption" color="textSecondary" sx={{ flexShrink: 0, width: 64, textAlign: "end" }}>
        {field.type}
      </Typography>
    </Box>
  );
}
