import type { ComponentDocument } from "@aqtra/model";
import { useEffect, useState } from "react";

import { useReadFlowModels } from "./api";
import type { FlowModels } from "./types";

/** Typing settles before the server is asked. */
const SETTLE_MS = 350;
const NONE: FlowModels = {};

/** The item model after each step of a draft. Keeps the last answer while a new one is under way. */
export function useFlowModels(document: ComponentDocument, flow: string) {
  const [models, setModels] = useState<FlowModels>(NONE);
  const { read, isReading } = useReadFlowModels();
  useEffect(() => {
    let outdated = false;
    const timer = setTimeout(() => {
      void read(document, flow).then((answer) => {
        if (answer && !outdated) setModels(answer);
      });
    }, SETTLE_MS);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
    // Pages and settings of the component have no part in the model of a flow.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [document.flows, document.properties, flow, read]);
  return { models, isReading };
}
