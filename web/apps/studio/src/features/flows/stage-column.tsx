import type { Stage } from "@aqtra/model";
import { renameStage } from "@aqtra/model";
import { useDroppable } from "@dnd-kit/core";
import { Box, Button } from "@mui/material";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";
import { InlineName } from "./inline-name";
import { footOf } from "./moves";
import { StageMenu } from "./stage-menu";
import { StepCard } from "./step-card";
import { StepPicker } from "./step-picker";

export const COLUMN_WIDTH = 264;
/** How far the point of the arrow stands out. */
const ARROW = 14;

interface StageColumnProps {
  stage: Stage;
  column: number;
  /** Position at which a dragged step would land here. */
  line: number | null;
  dragged: string | null;
}

export function StageColumn({ stage, column, line, dragged }: StageColumnProps) {
  const { t } = useTranslation("flows");
  const { flow, run } = useDesigner();
  const [picking, setPicking] = useState(false);
  const { setNodeRef } = useDroppable({ id: footOf(stage.id) });
  return (
    <Box component="section" aria-label={stage.name} sx={{ position: "relative", width: COLUMN_WIDTH, flexShrink: 0, display: "flex", flexDirection: "column", alignSelf: "stretch" }}>
      <Box
        sx={{ display: "flex", alignItems: "center", height: 36, pl: column === 0 ? 3 : 6, pr: 4, mb: 5, mr: `-${ARROW}px`, bgcolor: "divider", clipPath: arrow(column === 0) }}
      >
        <Box sx={{ flexGrow: 1, minWidth: 0, pl: 1.5 }}>
          <InlineName label={t("stageName")} value={stage.name} onCommit={(name) => run(renameStage(flow.key, stage.id, name))} />
        </Box>
        <StageMenu stage={stage} column={column} />
      </Box>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: "none", display: "flex", flexDirection: "column", gap: 6 }}>
        {stage.steps.map((step, at) => (
          <StepCard key={step.id} step={step} lineAbove={line === at} lifted={dragged === step.id} />
        ))}
      </Box>
      <Box ref={setNodeRef} sx={{ position: "relative", flexGrow: 1, minHeight: 72, pt: stage.steps.length > 0 ? 5 : 0 }}>
        {line === stage.steps.length && <LandingLine top={stage.steps.length > 0 ? 10 : -6} />}
        <Button
          fullWidth
          variant="text"
          startIcon={<Plus size={16} aria-hidden />}
          onClick={() => setPicking(true)}
          sx={{ border: "1px dashed", borderColor: "tone.control", color: "text.secondary", bgcolor: "background.paper" }}
        >
          {t("addStep")}
        </Button>
      </Box>
      <StepPicker stage={stage} open={picking} onClose={() => setPicking(false)} />
    </Box>
  );
}

/** Where a dragged step will land. */
export function LandingLine({ top }: { top: number }) {
  return <Box aria-hidden sx={{ position: "absolute", top, insetInline: 0, height: 3, borderRadius: "2px", bgcolor: "primary.main" }} />;
}

function arrow(first: boolean): string {
  const notch = first ? "0 0, 0 100%" : `0 0, ${ARROW}px 50%, 0 100%`;
  return `polygon(${notch}, calc(100% - ${ARROW}px) 100%, 100% 50%, calc(100% - ${ARROW}px) 0)`;
}
