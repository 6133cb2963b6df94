import { definitionOf } from "@aqtra/components";
import { findElement } from "@aqtra/model";
import { Box } from "@mui/material";
import { Braces, Square } from "lucide-react";
import type { LucideIcon } from "lucide-react";

import { useDocument } from "../state";
import { toolOf } from "../toolbox/tools";
import type { DragData } from "./drag-data";

function useLook(data: DragData): { icon: LucideIcon; text: string } {
  const document = useDocument();
  if (data.from === "toolbox") {
    const tool = toolOf(data.item);
    return { icon: tool?.icon ?? Square, text: tool?.title ?? data.item };
  }
  if (data.from === "property") {
    const property = document.properties.find(({ id }) => id === data.property);
    return { icon: Braces, text: property?.title || property?.name || "" };
  }
  const element = findElement(document, data.element)?.element;
  return { icon: (element && definitionOf(element.kind)?.icon) ?? Square, text: element?.name ?? "" };
}

/** What follows the pointer. */
export function Ghost({ data }: { data: DragData }) {
  const { icon: Icon, text } = useLook(data);
  return (
    <Box
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 2,
        px: 3,
        height: 32,
        borderRadius: 1,
        border: 1,
        borderColor: "primary.main",
        bgcolor: "tone.raised",
        color: "text.primary",
        typography: "body2",
        opacity: 0.95,
        pointerEvents: "none",
      }}
    >
      <Icon size={16} aria-hidden />
      {text}
    </Box>
  );
}
