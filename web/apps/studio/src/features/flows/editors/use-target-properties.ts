import type { Property, Step } from "@aqtra/model";

import { useGetComponentDocumentQuery } from "../../../shared/api";
import { useDesigner } from "../designer-context";
import type { Parameter } from "../types";
import { useEndpointTargets } from "./integration-editors";

interface Target {
  /** Null until a component is chosen. */
  properties: readonly Property[] | null;
  isLoading: boolean;
}

/** Properties of the component that the parameter's companion names; those of the draft when it is our own. */
export function useTargetProperties(step: Step, parameter: Parameter): Target {
  const { document } = useDesigner();
  const parameters = useEndpointTargets(step, parameter.of !== "query_path");
  const chosen = parameter.of === undefined ? document.key : step.params[parameter.of];
  const key = typeof chosen === "string" && chosen !== "" ? chosen : null;
  const isOwn = key === document.key;
  const { data, isFetching } = useGetComponentDocumentQuery(key ?? "", { skip: key === null || isOwn || parameter.of === "query_path" });
  if (parameter.of === "query_path") return { properties: parameters, isLoading: false };
  if (isOwn) return { properties: document.properties, isLoading: false };
  if (key === null) return { properties: null, isLoading: false };
  return { properties: data?.document.properties ?? null, isLoading: isFetching };
}
