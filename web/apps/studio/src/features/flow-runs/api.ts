/** Requests about runs of a flow, under the words of the generated client. */

import type { DebugRequest } from "@aqtra/api";
import type { ComponentDocument } from "@aqtra/model";
import { useCallback } from "react";

import { api } from "../../shared/api";

export const {
  useTraceFlowMutation,
  useGetLiveTraceQuery,
  useStartLiveTraceMutation,
  useStopLiveTraceMutation,
  useListRunsQuery,
  useGetLoggedRunQuery,
  useExplainFlowQuery,
  useDescribeFlowQuery,
  useCallFlowMutation,
} = api;

export interface DebugOrder {
  document: ComponentDocument;
  flow: string;
  input: string;
  stopBefore: string[];
  realEffects: boolean;
}

export function useDebugFlow() {
  const [ask, state] = api.useDebugFlowMutation();
  const debug = useCallback(
    ({ document, flow, input, stopBefore, realEffects }: DebugOrder) => {
      const order = { document, flow, input, stop_before: stopBefore, real_effects: realEffects };
      // The model's documents are read-only, which a request body need not be.
      return ask({ debugRequest: order as unknown as DebugRequest });
    },
    [ask],
  );
  return [debug, state] as const;
}
