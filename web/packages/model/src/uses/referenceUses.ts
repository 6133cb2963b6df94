/** Where a page, a flow or a component is referred to. Ids are UUIDs, so any equal string is a reference. */

import type { ComponentDocument, Json, Place, Uuid } from "../documents";
import { walk, walkSteps } from "../tree";

export function referenceUses(document: ComponentDocument, id: Uuid): Place[] {
  const places: Place[] = [];
  for (const page of document.pages) {
    for (const element of walk(page)) {
      for (const setting of settingsHolding(element.settings, id)) {
        places.push({ component: document.key, page: page.id, element: element.id, setting });
      }
    }
  }
  for (const flow of document.flows) {
    for (const step of walkSteps(flow)) {
      for (const setting of settingsHolding(step.params, id)) {
        places.push({ component: document.key, flow: flow.key, step: step.id, setting });
      }
    }
  }
  return places;
}

/** Steps of the same flow that name `stepId` as their source or in a parameter. */
export function stepUses(document: ComponentDocument, flowKey: Uuid, stepId: string): Place[] {
  const flow = document.flows.find((candidate) => candidate.key === flowKey);
  if (!flow) return [];
  return [...walkSteps(flow)]
    .filter((step) => step.source.includes(stepId) || ["left_step", "right_step"].some((p) => step.params[p] === stepId))
    .map((step) => ({ component: document.key, flow: flowKey, step: step.id }));
}

function settingsHolding(settings: Readonly<Record<string, Json>>, id: Uuid): string[] {
  return Object.entries(settings)
    .filter(([, value]) => holds(value, id))
    .map(([setting]) => setting);
}

function holds(value: Json, id: Uuid): boolean {
  if (Array.isArray(value)) return value.some((inner: Json) => holds(inner, id));
  if (typeof value === "object" && value !== null) return Object.values(value).some((inner) => holds(inner, id));
  return value === id;
}
