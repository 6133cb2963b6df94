/** A dataflow as stages of wired steps, with the settings of the selected step beside it. */

import type { Command, ComponentDocument, Finding } from "@aqtra/model";
import { EmptyState, SkeletonRows } from "@aqtra/ui";
import { Box } from "@mui/material";
import { Workflow } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemState } from "../../shared/problems";
import { FlowRuns, RunPanel } from "../flow-runs";
import { useStepCatalogue } from "./api";
import { Board } from "./board";
import { DesignerContext } from "./designer-context";
import type { Designer } from "./designer-context";
import { FlowHeader } from "./flow-header";
import { SidePanel } from "./side-panel";
import type { PanelTab } from "./side-panel";
import { useFlowModels } from "./use-flow-models";

export interface FlowDesignerProps {
  document: ComponentDocument;
  flowKey: string;
  /** Carries a command out on the document; answers whether it changed anything. */
  run: (command: Command) => boolean;
  findings: readonly Finding[];
  /** Step, and parameter of it, that a finding leads to. */
  focus?: { step: string | null; setting: string | null };
}

export function FlowDesigner({ document, flowKey, run, findings, focus }: FlowDesignerProps) {
  const { t } = useTranslation("flows");
  const flow = document.flows.find((candidate) => candidate.key === flowKey);
  const { data: catalogue, error, refetch } = useStepCatalogue();
  const { models, isReading } = useFlowModels(document, flowKey);
  const [selected, setSelected] = useState<string | null>(focus?.step ?? null);
  const [tab, setTab] = useState<PanelTab>("settings");
  const [followed, setFollowed] = useState(focus);
  const [setting, setSetting] = useState(focus?.setting ?? null);

  // A finding that was clicked leads here once; afterwards the builder goes where they like.
  if (focus !== followed && (focus?.step !== followed?.step || focus?.setting !== followed?.setting)) {
    setFollowed(focus);
    if (focus?.step) {
      setSelected(focus.step);
      setSetting(focus.setting);
      setTab("settings");
    }
  }

  const designer = useMemo<Designer | null>(() => {
    if (!flow || !catalogue) return null;
    const types = new Map(catalogue.dataflow_steps.map((type) => [type.id, type]));
    return {
      document,
      flow,
      run,
      findings,
      catalogue,
      typeOf: (id) => types.get(id),
      models,
      isReadingModels: isReading,
      selected,
      select: (step) => {
        setSelected(step);
        setSetting(null);
      },
      open: (step, name) => {
        setSelected(step);
        setSetting(name);
        setTab("settings");
      },
      peek: (step) => {
        setSelected(step);
        setTab("model");
      },
    };
  }, [document, flow, run, findings, catalogue, models, isReading, selected]);

  if (!flow) return <EmptyState icon={Workflow} title={t("gone.title")} text={t("gone.text")} />;
  if (error && !catalogue) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!designer) {
    return (
      <Box sx={{ p: 6 }}>
        <SkeletonRows />
      </Box>
    );
  }
  return (
    <DesignerContext.Provider value={designer}>
      <FlowRuns key={flow.key} document={document} flow={flow}>
        <Box sx={{ position: "relative", height: "100%", display: "flex", minHeight: 0 }}>
          <Box sx={{ flex: "1 1 0", minWidth: 0, display: "flex", flexDirection: "column" }}>
            <FlowHeader />
            <Board />
            <RunPanel />
          </Box>
          {selected !== null && <SidePanel key={selected} tab={tab} onTab={setTab} setting={setting} />}
        </Box>
      </FlowRuns>
    </DesignerContext.Provider>
  );
}
