/** What a publication's parts say about it as a whole. */

import type { Publication, PublicationStage, PublicationState } from "../../shared/api";

export function isActive(state: PublicationState): boolean {
  return state === "running" || state === "rolling_back";
}

export function stagesDone(publication: Publication): number {
  return publication.stages.filter((stage) => stage.state === "complete").length;
}

/** The stage being run or undone, or the one that failed. */
export function currentStage(publication: Publication): PublicationStage | undefined {
  return (
    publication.stages.find((stage) => stage.number === publication.stage) ??
    publication.stages.find((stage) => stage.state === "failed")
  );
}
