import type { FlowModel } from "@aqtra/api";
import type { ComponentDocument } from "@aqtra/model";

import { api } from "../../shared/api";
import type { FlowModels, StepCatalogue } from "./types";

interface ModelRequest {
  document: ComponentDocument;
  flow: string;
}

const flowsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getStepCatalogue: build.query<StepCatalogue, undefined>({
      query: () => "/api/v1/studio/catalogue/steps",
      // It changes with the platform's version only.
      keepUnusedDataFor: 3_600,
    }),
    readFlowModels: build.mutation<FlowModels, ModelRequest>({
      query: (body) => ({ url: "/api/v1/studio/flows/model", method: "POST", body }),
      transformResponse: ({ steps }: FlowModel) => Object.fromEntries(steps.map(({ step, fields }) => [step, fields])),
    }),
  }),
});

export const { useGetStepCatalogueQuery, useReadFlowModelsMutation } = flowsApi;
