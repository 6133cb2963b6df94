import type { Step } from "@aqtra/model";
import { useMemo } from "react";

import { useDesigner } from "../designer-context";
import { fieldsFor } from "../source-fields";
import type { ModelField, Parameter } from "../types";
import { portsOf } from "../wiring";

/** The fields a parameter's paths may name. The same array as long as sources and models stay: pickers keep their index. */
export function useFields(step: Step, parameter: Parameter): ModelField[] {
  const { models, typeOf } = useDesigner();
  const type = typeOf(step.type);
  const within = parameter.within === undefined ? null : step.params[parameter.within];
  const wiring = JSON.stringify([portsOf(step, type).map(({ sources }) => sources), parameter.port, parameter.within, within]);
  // `wiring` says all that matters of the step; its other settings change with every key.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => fieldsFor(step, type, models, parameter), [wiring, type, models]);
}
