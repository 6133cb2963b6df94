/** Finding elements, flows and steps inside a draft. */

import type { Draft } from "immer";

import type { Element, Flow, Stage, Step, Uuid } from "../documents";
import type { DocumentDraft } from "./command";

export type ElementDraft = Draft<Element>;
export type FlowDraft = Draft<Flow>;
export type StageDraft = Draft<Stage>;
export type StepDraft = Draft<Step>;

export interface Slot {
  readonly siblings: ElementDraft[];
  readonly index: number;
  readonly element: ElementDraft;
}

/** An element with the list that holds it. Pages count as elements, held by the list of pages. */
export function slotOf(draft: DocumentDraft, id: Uuid): Slot | null {
  return slotAmong(draft.pages, id);
}

function slotAmong(siblings: ElementDraft[], id: Uuid): Slot | null {
  for (let index = 0; index < siblings.length; index += 1) {
    const element = siblings[index];
    if (!element) continue;
    if (element.id === id) return { siblings, index, element };
    const found = slotAmong(element.children, id);
    if (found) return found;
  }
  return null;
}

export function elementOf(draft: DocumentDraft, id: Uuid): ElementDraft | null {
  return slotOf(draft, id)?.element ?? null;
}

export function isPage(draft: DocumentDraft, id: Uuid): boolean {
  return draft.pages.some((page) => page.id === id);
}

export function flowOf(draft: DocumentDraft, key: Uuid): FlowDraft | null {
  return draft.flows.find((flow) => flow.key === key) ?? null;
}

export function stageOf(draft: DocumentDraft, flowKey: Uuid, stageId: string): StageDraft | null {
  return flowOf(draft, flowKey)?.stages.find((stage) => stage.id === stageId) ?? null;
}

/** A step of the main line or of any branch. */
export function stepOf(draft: DocumentDraft, flowKey: Uuid, stepId: string): StepDraft | null {
  for (const stage of flowOf(draft, flowKey)?.stages ?? []) {
    const found = stepAmong(stage.steps, stepId);
    if (found) return found;
  }
  return null;
}

function stepAmong(steps: StepDraft[], id: string): StepDraft | null {
  for (const step of steps) {
    if (step.id === id) return step;
    for (const branch of Object.values(step.branches)) {
      const found = stepAmong(branch, id);
      if (found) return found;
    }
  }
  return null;
}
