import type { Stage } from "@aqtra/model";
import { addStep, newStep, randomIds } from "@aqtra/model";
import { Box } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { Chooser } from "@aqtra/ui/chooser";
import type { Choice } from "@aqtra/ui/chooser";
import { useDesigner } from "./designer-context";
import { fits } from "./entry-steps";
import { groupColour, stepIcon } from "./look";
import type { StepType } from "./types";
import { defaultSource, joinParameters } from "./wiring";

interface StepChoice extends Choice {
  type: StepType;
}

/** The step types by group. A new step follows the last one of the stage and takes its items from the step before it. */
export function StepPicker({ stage, open, onClose }: { stage: Stage; open: boolean; onClose: () => void }) {
  const { t } = useTranslation("flows");
  const { catalogue, flow, run, select } = useDesigner();
  const choices = useMemo(
    () =>
      catalogue.groups.flatMap((group) =>
        catalogue.dataflow_steps
          .filter((type) => type.group === group.id && fits(type, flow.kind))
          .map(
            (type): StepChoice => ({
              id: type.id,
              group: group.title,
              label: type.title,
              hint: type.purpose,
              icon: (
                <Box component="span" sx={{ display: "flex", color: groupColour(group.id) }}>
                  {stepIcon(type.id, type.group)}
                </Box>
              ),
              type,
            }),
          ),
      ),
    [catalogue, flow.kind],
  );
  const add = ({ type }: StepChoice): void => {
    const before = type.input.mode === "entry" ? [] : defaultSource(flow, stage.id);
    const [stream] = joinParameters(type);
    // Of a join the first stream is known; the other one has to be chosen.
    const params = stream && before[0] !== undefined ? { [stream.name]: before[0] } : {};
    const step = newStep(flow, type.id, type.title, randomIds, stream ? [] : before, params);
    if (run(addStep(flow.key, stage.id, step))) select(step.id);
  };
  return (
    <Chooser
      open={open}
      roomy
      title={t("picker.title", { stage: stage.name })}
      placeholder={t("picker.search")}
      nothing={(text) => t("picker.nothing", { text })}
      items={choices}
      onChoose={add}
      onClose={onClose}
    />
  );
}
