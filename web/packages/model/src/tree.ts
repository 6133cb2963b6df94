/** Walking and searching page trees and flows. */

import type { ComponentDocument, Element, Flow, Stage, Step, Uuid } from "./documents";

/** The element and everything inside it, in reading order. */
export function* walk(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* walk(child);
}

export interface Located {
  readonly element: Element;
  /** From the page down to the parent; empty for a page. */
  readonly ancestors: readonly Element[];
  /** Position among the parent's children (or among the pages). */
  readonly index: number;
}

/** Finds an element of any page together with the way to it. */
export function findElement(document: Pick<ComponentDocument, "pages">, id: Uuid): Located | null {
  return findAmong(document.pages, id, []);
}

function findAmong(siblings: readonly Element[], id: Uuid, ancestors: readonly Element[]): Located | null {
  for (const [index, element] of siblings.entries()) {
    if (element.id === id) return { element, ancestors, index };
    const found = findAmong(element.children, id, [...ancestors, element]);
    if (found) return found;
  }
  return null;
}

export function pageOf(document: ComponentDocument, elementId: Uuid): Element | null {
  const found = findElement(document, elementId);
  return found ? (found.ancestors[0] ?? found.element) : null;
}

export function contains(element: Element, id: Uuid): boolean {
  for (const inner of walk(element)) if (inner.id === id) return true;
  return false;
}

/** Each step of the flow with the steps of its branches, in execution order. */
export function* walkSteps(flow: Flow): Generator<Step> {
  for (const stage of flow.stages) yield* walkList(stage.steps);
}

function* walkList(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    for (const branch of Object.values(step.branches)) yield* walkList(branch);
  }
}

export interface LocatedStep {
  readonly step: Step;
  readonly stage: Stage;
  readonly index: number;
}

/** Finds a step of the main line. */
export function findStep(flow: Flow, stepId: string): LocatedStep | null {
  for (const stage of flow.stages) {
    const index = stage.steps.findIndex((step) => step.id === stepId);
    const step = stage.steps[index];
    if (step) return { step, stage, index };
  }
  return null;
}

/** Steps a step may take as its source: those before it in execution order. */
export function earlierSteps(flow: Flow, stepId: string): readonly Step[] {
  const line = flow.stages.flatMap((stage) => stage.steps);
  const position = line.findIndex((step) => step.id === stepId);
  return position < 0 ? line : line.slice(0, position);
}
