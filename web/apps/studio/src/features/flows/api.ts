/** What the flow designer asks: the step catalogue, and the item models of a draft. */

import type { ModelRequest } from "@aqtra/api";
import type { ComponentDocument } from "@aqtra/model";
import { useCallback } from "react";

import { api } from "../../shared/api";
import type { FlowModels, StepCatalogue } from "./types";

/** The catalogue is a file that OpenAPI does not describe; its shape is ours. */
export function useStepCatalogue() {
  const result = api.useGetStepCatalogueQuery(undefined);
  return { ...result, data: result.data as StepCatalogue | undefined };
}

export function useReadFlowModels() {
  const [ask, state] = api.useGetFlowModelMutation();
  const read = useCallback(
    async (document: ComponentDocument, flow: string): Promise<FlowModels | null> => {
      // The model's documents are read-only, which a request body need not be.
      const { data } = await ask({ modelRequest: { document, flow } as ModelRequest });
      return data ? Object.fromEntries(data.steps.map(({ step, fields }) => [step, fields])) : null;
    },
    [ask],
  );
  return { read, isReading: state.isLoading };
}
