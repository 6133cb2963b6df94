/** What all parts of one open flow designer share. */

import type { Command, ComponentDocument, Finding, Flow } from "@aqtra/model";
import { createContext, useContext } from "react";

import type { FlowModels, StepCatalogue, StepType } from "./types";

export interface Designer {
  document: ComponentDocument;
  flow: Flow;
  run: (command: Command) => boolean;
  findings: readonly Finding[];
  catalogue: StepCatalogue;
  typeOf: (id: string) => StepType | undefined;
  models: FlowModels;
  isReadingModels: boolean;
  selected: string | null;
  select: (stepId: string | null) => void;
  /** Opens the settings of a step at one of them. */
  open: (stepId: string, setting: string | null) => void;
  /** Opens the side panel at the model after a step. */
  peek: (stepId: string) => void;
}

export const DesignerContext = createContext<Designer | null>(null);

export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (!designer) throw new Error("used outside the flow designer");
  return designer;
}
