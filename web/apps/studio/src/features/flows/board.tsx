import { addStage, moveStep, newStage, randomIds } from "@aqtra/model";
import {
  closestCorners, DndContext, DragOverlay, KeyboardSensor, PointerSensor, pointerWithin, useSensor, useSensors,
} from "@dnd-kit/core";
import type { CollisionDetection, DragEndEvent, DragOverEvent } from "@dnd-kit/core";
import { sortableKeyboardCoordinates } from "@dnd-kit/sortable";
import { Box, Button } from "@mui/material";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";
import { dropped } from "./moves";
import type { Spot } from "./moves";
import { StageColumn } from "./stage-column";
import { StepFace } from "./step-card";
import { useAnnouncements } from "./use-announcements";
import { Wires } from "./wires";
import { inOrder } from "./wiring";

/** Under the pointer when there is one, else nearest: the keyboard has no pointer. */
const collision: CollisionDetection = (args) => {
  const under = args.pointerCoordinates ? pointerWithin(args) : [];
  return under.length > 0 ? under : closestCorners(args);
};

const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };

/** Stages left to right; steps are dragged within and between them. */
export function Board() {
  const { t } = useTranslation("flows");
  const { flow, run, select } = useDesigner();
  const [dragged, setDragged] = useState<string | null>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  const content = useRef<HTMLDivElement>(null);
  const accessibility = useAnnouncements();
  const sensors = useSensors(
    // A few pixels first, so that a click stays a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: KEYS }),
  );
  const step = inOrder(flow).find((candidate) => candidate.id === dragged);

  const landing = ({ active, over }: DragOverEvent | DragEndEvent): Spot | null => {
    const card = active.rect.current.translated;
    if (!over || !card) return null;
    const below = card.top + card.height / 2 > over.rect.top + over.rect.height / 2;
    return dropped(flow, String(active.id), String(over.id), below);
  };
  const end = (event: DragEndEvent): void => {
    const target = landing(event);
    setDragged(null);
    setSpot(null);
    if (target) run(moveStep(flow.key, String(event.active.id), target.stage, target.index));
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collision}
      accessibility={accessibility}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragMove={(event) => setSpot(landing(event))}
      onDragCancel={() => {
        setDragged(null);
        setSpot(null);
      }}
      onDragEnd={end}
    >
      <Box
        role="region"
        aria-label={t("board")}
        sx={(theme) => ({
          flex: "1 1 0",
          minHeight: 0,
          overflow: "auto",
          bgcolor: "tone.canvas",
          backgroundImage: `radial-gradient(${theme.vars.palette.divider} 1px, transparent 1px)`,
          backgroundSize: "20px 20px",
        })}
        onClick={(event) => event.target === event.currentTarget && select(null)}
      >
        <Box ref={content} sx={{ position: "relative", display: "flex", alignItems: "flex-start", gap: 14, p: 6, width: "max-content", minWidth: "100%", minHeight: "100%" }}>
          <Wires content={content} />
          {flow.stages.map((stage, column) => (
            <StageColumn key={stage.id} stage={stage} column={column} line={spot?.stage === stage.id ? spot.index : null} dragged={dragged} />
          ))}
          <Button
            variant="text"
            startIcon={<Plus size={16} aria-hidden />}
            onClick={() => run(addStage(flow.key, newStage(randomIds)))}
            sx={{ flexShrink: 0, height: 36, color: "text.secondary" }}
          >
            {t("addStage")}
          </Button>
        </Box>
      </Box>
      <DragOverlay dropAnimation={null}>{step && <StepFace step={step} lifted />}</DragOverlay>
    </DndContext>
  );
}
