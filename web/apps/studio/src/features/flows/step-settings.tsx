import type { Json, Step } from "@aqtra/model";
import { all, changeStepParam, changeStepSource, renameStep } from "@aqtra/model";
import { Box, Tooltip } from "@mui/material";
import { useEffect, useRef } from "react";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";
import { ParameterEditor, showsHelp } from "./editors";
import { remarkText } from "./remark-line";
import { gravest, isShown, remarksOf, valueOf } from "./requirements";
import type { Parameter, StepType } from "./types";

interface StepSettingsProps {
  step: Step;
  type: StepType | undefined;
  setting: string | null;
}

/** One editor per parameter, drawn from the step's schema. */
export function StepSettings({ step, type, setting }: StepSettingsProps) {
  const { t } = useTranslation("flows");
  const { flow, run, findings } = useDesigner();
  const remarks = remarksOf(flow, step, type, findings);
  const change = (parameter: Parameter, value: Json | undefined): void => {
    if (parameter.stored === "name") run(renameStep(flow.key, step.id, String(value ?? ""), "typing"));
    else if (parameter.stored === "source") run(changeStepSource(flow.key, step.id, (value ?? []) as string[]));
    else run(changed(flow.key, step, parameter, value, type));
  };
  return (
    <Box sx={{ display: "grid", gap: 4, gridTemplateColumns: "minmax(0, 1fr)" }}>
      {type?.parameters
        .filter((parameter) => isShown(step, parameter, type.parameters))
        .map((parameter) => {
          const remark = gravest(remarks.filter((candidate) => candidate.parameter === parameter.name));
          return (
            <Pointed key={parameter.name} pointed={setting === parameter.name}>
              <Help text={showsHelp(parameter.type) ? "" : parameter.help}>
                <ParameterEditor
                  step={step}
                  parameter={parameter}
                  value={valueOf(step, parameter)}
                  onChange={(value) => change(parameter, value)}
                  remark={remark && remarkText(remark, type, t)}
                  severity={remark?.severity}
                />
              </Help>
            </Pointed>
          );
        })}
    </Box>
  );
}

/** A value equal to the default is not stored; another component or system takes along what was chosen of the old one. */
function changed(flowKey: string, step: Step, parameter: Parameter, value: Json | undefined, type: StepType | undefined) {
  const stored = JSON.stringify(value) === JSON.stringify(parameter.default) ? undefined : value;
  const chosen = chosenOf(parameter.name, type).filter((name) => step.params[name] !== undefined);
  const merge = parameter.type.endsWith("_ref") ? undefined : "typing";
  const command = changeStepParam(flowKey, step.id, parameter.name, stored, merge);
  if (chosen.length === 0) return command;
  return all("changeStepParam", command, ...chosen.map((name) => changeStepParam(flowKey, step.id, name, undefined)));
}

/** Single things chosen of what a parameter holds, and things chosen of those: connector of a system, endpoint of that. */
function chosenOf(name: string, type: StepType | undefined): string[] {
  const direct = type?.parameters.filter((other) => other.of === name && other.type.endsWith("_ref")) ?? [];
  return direct.flatMap((other) => [other.name, ...chosenOf(other.name, type)]);
}

/** What a parameter is for, at the side of the panel while it is pointed at or edited. */
function Help({ text, children }: PropsWithChildren<{ text: string }>) {
  return (
    <Tooltip title={text} placement="left-start" describeChild enterDelay={500} enterNextDelay={300} disableInteractive slotProps={{ popper: { sx: { maxWidth: 240 } } }}>
      <div>{children}</div>
    </Tooltip>
  );
}

/** Scrolls the parameter that a finding led to into view. */
function Pointed({ pointed, children }: PropsWithChildren<{ pointed: boolean }>) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!pointed) return;
    element.current?.scrollIntoView({ block: "center" });
    element.current?.querySelector<HTMLElement>("input, textarea, [role=combobox], button")?.focus({ preventScroll: true });
  }, [pointed]);
  return (
    <Box ref={element} sx={pointed ? { borderLeft: 2, borderColor: "primary.main", pl: 3, ml: -3.5 } : undefined}>
      {children}
    </Box>
  );
}
