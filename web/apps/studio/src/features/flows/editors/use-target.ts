import type { ComponentDocument, Property, Step } from "@aqtra/model";

import { useGetComponentDocumentQuery } from "../../../shared/api";
import { useDesigner } from "../designer-context";
import { companionOf } from "../source-fields";
import type { Parameter } from "../types";
import { useEndpointTargets } from "./integration-editors";
import { useTemplateTargets } from "./template-targets";

export interface Target {
  /** Null until a component is chosen, and while it is read. */
  document: ComponentDocument | null;
  /** A component still has to be chosen. */
  isOpen: boolean;
  isLoading: boolean;
}

/** The component that the parameter's companion names, else the one being edited; our own as the draft has it. */
export function useTarget(step: Step, parameter: Parameter): Target {
  const { document, typeOf } = useDesigner();
  const companion = companionOf(parameter, typeOf(step.type));
  const chosen = parameter.of === undefined ? undefined : step.params[parameter.of];
  const isChosen = typeof chosen === "string" && chosen !== "";
  // Without a companion, or with one that may stay empty and does, our own component is meant.
  const key = isChosen ? chosen : companion?.required ? null : document.key;
  const isOwn = key === document.key;
  const { data, isFetching } = useGetComponentDocumentQuery(key ?? "", { skip: key === null || isOwn || companion?.type === "endpoint_ref" || companion?.type === "template_ref" });
  if (isOwn) return { document, isOpen: false, isLoading: false };
  if (key === null) return { document: null, isOpen: true, isLoading: false };
  return { document: data?.document ?? null, isOpen: false, isLoading: isFetching };
}

interface TargetProperties {
  /** Null until a component, a template or an endpoint is chosen. */
  properties: readonly Property[] | null;
  isLoading: boolean;
}

/** Properties of the component or template, or parameters of the endpoint, that the companion names. */
export function useTargetProperties(step: Step, parameter: Parameter): TargetProperties {
  const { typeOf } = useDesigner();
  const holder = companionOf(parameter, typeOf(step.type))?.type;
  const isEndpoint = holder === "endpoint_ref";
  const isTemplate = holder === "template_ref";
  const ofEndpoint = useEndpointTargets(step, !isEndpoint);
  const ofTemplate = useTemplateTargets(step, !isTemplate);
  const { document, isLoading } = useTarget(step, parameter);
  if (isEndpoint) return { properties: ofEndpoint, isLoading: false };
  if (isTemplate) return { properties: ofTemplate, isLoading: false };
  return { properties: document?.properties ?? null, isLoading };
}
