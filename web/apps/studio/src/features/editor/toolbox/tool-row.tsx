import { ActionIcon } from "@aqtra/ui";
import { Box, ButtonBase, Tooltip } from "@mui/material";
import { useDraggable } from "@dnd-kit/core";
import { Plus } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { useAdd } from "../dnd";
import type { DragData } from "../dnd";
import type { Tool } from "./tools";

/** One item: dragged onto the page, or added with the plus, a double click or Enter. */
export function ToolRow({ tool }: { tool: Tool }) {
  const { t } = useTranslation("editor");
  const add = useAdd();
  const data: DragData = { from: "toolbox", item: tool.item };
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({
    id: `toolbox:${tool.item}`,
    data: { read: () => data },
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      add(data);
    } else listeners?.["onKeyDown"]?.(event);
  };
  const Icon = tool.icon;
  return (
    <Box
      component="li"
      sx={{
        display: "flex",
        alignItems: "center",
        borderRadius: 1,
        opacity: isDragging ? 0.5 : 1,
        "&:hover, &:focus-within": { bgcolor: "tone.hover" },
        "& .add": { opacity: 0 },
        "&:hover .add, &:focus-within .add": { opacity: 1 },
      }}
    >
      <Tooltip title={tool.purpose} placement="left" enterDelay={600} disableInteractive>
        <ButtonBase
          {...attributes}
          {...listeners}
          ref={setNodeRef}
          aria-label={tool.title}
          data-testid={`tool-${tool.item}`}
          onKeyDown={onKeyDown}
          onDoubleClick={() => add(data)}
          sx={{ flex: "1 1 0", minWidth: 0, height: 34, px: 2, gap: 2.5, justifyContent: "flex-start", typography: "body2", borderRadius: 1, cursor: "grab", touchAction: "none" }}
        >
          <Box component="span" sx={{ display: "grid", placeItems: "center", width: 24, height: 24, borderRadius: 1, bgcolor: "tone.sunken", color: "text.secondary" }}>
            <Icon size={15} strokeWidth={1.75} aria-hidden />
          </Box>
          {tool.title}
        </ButtonBase>
      </Tooltip>
      <ActionIcon className="add" icon={Plus} size="small" name={t("toolbox.add", { title: tool.title })} onClick={() => add(data)} sx={{ mr: 1 }} />
    </Box>
  );
}
