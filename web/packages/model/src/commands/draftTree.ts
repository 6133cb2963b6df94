/** Finding elements, flows and steps inside a draft. */

import type { Draft } from "immer";
import { current, isDraft } from "immer";

import type { Element, Flow, Stage, Step, Uuid } from "../documents";
import { arrangesPanels } from "../panels/arrangement";
import { findElement } from "../tree";
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

/**
 * The draft as a plain value to search in: walking a draft itself would wrap every element it passes.
 * Costs nothing while nothing has been changed, and shares what has not.
 */
export function plain<Value extends object>(draft: Value): Value {
  return isDraft(draft) ? (current(draft as object) as Value) : draft;
}

/** An element with the list that holds it. Pages count as elements, held by the list of pages. */
export function slotOf(draft: DocumentDraft, id: Uuid): Slot | null {
  const found = findElement(plain(draft), id);
  if (!found) return null;
  let siblings = draft.pages;
  for (const ancestor of found.ancestors) {
    const container = siblings.find((candidate) => candidate.id === ancestor.id);
    if (!container) return null;
    siblings = container.children;
  }
  const element = siblings[found.index];
  return element ? { siblings, index: found.index, element } : null;
}

export function elementOf(draft: DocumentDraft, id: Uuid): ElementDraft | null {
  return slotOf(draft, id)?.element ?? null;
}

export function isPage(draft: DocumentDraft, id: Uuid): boolean {
  return draft.pages.some((page) => page.id === id);
}

/** Whether it is a panel that another element arranges. */
export function isSlot(draft: DocumentDraft, id: Uuid): boolean {
  const parent = findElement(plain(draft), id)?.ancestors.at(-1);
  return parent !== undefined && arrangesPanels(parent.kind);
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
