import { Box } from "@mui/material";

import { useDrop } from "../dnd";
import { addsBesidePage } from "../dnd/drag-data";
import { boxOf } from "../dnd/drop-geometry";
import { place } from "./outline";
import { useRect } from "./use-rect";

/** The line where the dragged thing will land; its container lights up. */
export function DropMarks({ surface }: { surface: HTMLElement | null }) {
  const { active, place: landing } = useDrop();
  const inPage = landing && !(active?.from === "toolbox" && addsBesidePage(active.item));
  const container = useRect(surface, landing?.parent ?? null, boxOf);
  if (!surface || !landing || !container) return null;
  const outer = surface.getBoundingClientRect();
  const line = { ...landing.line, left: landing.line.left - outer.left, top: landing.line.top - outer.top };
  return (
    <>
      <Box
        data-testid="drop-container"
        sx={(theme) => ({
          ...place(container),
          borderRadius: "4px",
          outline: `1px solid ${theme.vars.palette.primary.main}`,
          backgroundColor: theme.alpha(theme.vars.palette.primary.main, 0.07),
        })}
      />
      {inPage && <Box data-testid="drop-line" sx={{ ...place(line), bgcolor: "primary.main", borderRadius: "2px" }} />}
    </>
  );
}
