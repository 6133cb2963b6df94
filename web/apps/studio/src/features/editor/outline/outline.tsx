/** The elements of the open page as a tree. */

import { definitionOf } from "@aqtra/components";
import type { Element } from "@aqtra/model";
import { Box } from "@mui/material";
import { Square } from "lucide-react";
import { memo, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { TreeRow } from "../model-tree/tree-row";
import { useTreeKeys } from "../model-tree/use-tree-keys";
import { remove, selectElement, useEditorDispatch, useSession } from "../state";

export function Outline() {
  const { t } = useTranslation("editor");
  const page = useSession(({ history, view }) => history.document.pages.find(({ id }) => id === view.page));
  const keys = useTreeKeys();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const fold = useCallback((id: string, isFolded: boolean): void => {
    setFolded((old) => {
      const next = new Set(old);
      if (isFolded) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  if (!page) return null;
  return (
    <Box role="tree" aria-label={t("outline.title")} {...keys} sx={{ px: 1, pb: 2, outline: "none" }}>
      <Rows element={page} level={1} folded={folded} onFold={fold} />
    </Box>
  );
}

interface RowsProps {
  element: Element;
  level: number;
  folded: ReadonlySet<string>;
  onFold: (id: string, isFolded: boolean) => void;
}

const Rows = memo(function RowsOf({ element, level, folded, onFold }: RowsProps) {
  const dispatch = useEditorDispatch();
  const selected = useSession((session) => session.view.selection === element.id);
  const Icon = definitionOf(element.kind)?.icon ?? Square;
  const hasChildren = element.children.length > 0;
  const isFolded = folded.has(element.id);
  return (
    <>
      <TreeRow
        level={level}
        selected={selected}
        {...(hasChildren ? { expanded: !isFolded, onToggle: () => onFold(element.id, !isFolded) } : {})}
        icon={<Icon size={14} strokeWidth={1.75} aria-hidden />}
        onClick={() => dispatch(selectElement(element.id))}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === " ") dispatch(selectElement(element.id));
          else if (event.key === "Delete") dispatch(remove(element.id));
          else if (event.key === "ArrowLeft" && hasChildren) onFold(element.id, true);
          else if (event.key === "ArrowRight" && hasChildren) onFold(element.id, false);
          else return;
          event.preventDefault();
        }}
      >
        {element.name}
      </TreeRow>
      {hasChildren && !isFolded &&
        element.children.map((child) => (
          <Rows key={child.id} element={child} level={level + 1} folded={folded} onFold={onFold} />
        ))}
    </>
  );
});
