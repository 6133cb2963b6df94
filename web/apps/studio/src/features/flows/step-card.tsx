import type { Step } from "@aqtra/model";
import { moveStep, removeStep } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { useDraggable, useDroppable } from "@dnd-kit/core";
import { Box, Typography } from "@mui/material";
import { Eye, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { Breakpoint } from "../flow-runs";
import { useDesigner } from "./designer-context";
import { groupColour, groupTint, stepIcon } from "./look";
import { nudged } from "./moves";
import type { StepDirection } from "./moves";
import { RemarkLine } from "./remark-line";
import { remarksOf } from "./requirements";
import { COLUMN_WIDTH, LandingLine } from "./stage-column";

const ARROWS: Record<string, StepDirection> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

interface StepCardProps {
  step: Step;
  lineAbove: boolean;
  /** It is being dragged and stays behind as a shade. */
  lifted: boolean;
}

export function StepCard({ step, lineAbove, lifted }: StepCardProps) {
  const { t } = useTranslation("flows");
  const { flow, run, selected, select, peek, typeOf } = useDesigner();
  const { setNodeRef: setDropRef } = useDroppable({ id: step.id });
  const { setNodeRef, listeners, attributes } = useDraggable({ id: step.id });
  const card = useRef<HTMLLIElement | null>(null);
  const isSelected = selected === step.id;
  // The panel that opens beside the board may cover the card it is about.
  useEffect(() => {
    if (isSelected) card.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isSelected]);
  const remove = (): void => {
    if (selected === step.id) select(null);
    run(removeStep(flow.key, step.id));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.altKey ? ARROWS[event.key] : undefined;
    const spot = direction && nudged(flow, step.id, direction);
    if (spot) run(moveStep(flow.key, step.id, spot.stage, spot.index));
    else if (event.key === "Delete") remove();
    else if (event.key === "Enter" && !lifted) select(step.id);
    else if (!direction) return void listeners?.["onKeyDown"]?.(event);
    event.preventDefault();
  };
  return (
    <Box component="li" ref={(node: HTMLLIElement | null) => {
        card.current = node;
        setDropRef(node);
      }} data-step={step.id} sx={{ position: "relative", opacity: lifted ? 0.4 : 1, "& .actions": { opacity: isSelected ? 1 : 0 }, "&:hover .actions, &:focus-within .actions": { opacity: 1 } }}>
      {lineAbove && <LandingLine top={-14} />}
      <Box
        ref={setNodeRef}
        {...attributes}
        {...listeners}
        onKeyDown={onKeyDown}
        onClick={() => select(step.id)}
        aria-label={t("step.label", { name: step.name, type: typeOf(step.type)?.title ?? step.type })}
        aria-pressed={isSelected}
        sx={{ borderRadius: 1, cursor: "pointer", touchAction: "manipulation" }}
      >
        <StepFace step={step} selected={isSelected} />
      </Box>
      <Box className="actions" sx={{ position: "absolute", top: 6, right: 6, display: "flex", borderRadius: "6px", bgcolor: "background.paper", transition: "opacity 120ms" }}>
        <ActionIcon icon={Eye} size="small" name={t("model.show", { name: step.name })} onClick={() => peek(step.id)} />
        <ActionIcon icon={Trash2} size="small" name={t("step.delete", { name: step.name })} onClick={remove} />
      </Box>
      <Breakpoint step={step.id} name={step.name} />
    </Box>
  );
}

/** What a card looks like, in its place or in the hand. */
export function StepFace({ step, selected = false, lifted = false }: { step: Step; selected?: boolean; lifted?: boolean }) {
  const { t } = useTranslation("flows");
  const { catalogue, flow, findings, typeOf } = useDesigner();
  const type = typeOf(step.type);
  const remarks = remarksOf(flow, step, type, findings);
  const group = catalogue.groups.find(({ id }) => id === type?.group)?.title;
  // A step that still bears the name of its type tells more by its group.
  const caption = type ? (type.title === step.name ? group : type.title) : t("step.unknown", { type: step.type });
  const broken = remarks.some((remark) => remark.severity === "error");
  return (
    <Box
      sx={(theme) => ({
        width: COLUMN_WIDTH,
        bgcolor: "background.paper",
        borderRadius: 1,
        border: 1,
        borderColor: selected ? "primary.main" : broken ? "error.main" : "divider",
        outline: selected ? `1px solid ${theme.vars.palette.primary.main}` : undefined,
        boxShadow: lifted ? theme.shadows[6] : "0 1px 2px rgb(0 0 0 / 0.05)",
        "&:hover": { borderColor: selected ? "primary.main" : broken ? "error.main" : "tone.control" },
      })}
    >
      <Box sx={{ display: "flex", gap: 3, p: 3, alignItems: "center" }}>
        <Box aria-hidden sx={{ width: 36, height: 36, borderRadius: 1, flexShrink: 0, display: "grid", placeItems: "center", color: groupColour(type?.group), bgcolor: groupTint(type?.group) }}>
          {stepIcon(step.type, type?.group)}
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="subtitle2" component="p" noWrap title={step.name} sx={{ fontWeight: 600 }}>
            {step.name}
          </Typography>
          <Typography variant="caption" color="textSecondary" component="p" noWrap>
            {caption}
          </Typography>
        </Box>
      </Box>
      {remarks.length > 0 && <RemarkLine remarks={remarks} type={type} />}
    </Box>
  );
}
