import { referencedComponent } from "@aqtra/model";
import type { Element } from "@aqtra/model";

import { useDocument } from "../../state";

/** Key of the component whose entries an element shows or offers. */
export function useRowsComponent(element: Element): string | null {
  const document = useDocument();
  const { component, data_model_source: model, binding } = element.settings;
  const path = typeof model === "string" && model !== "" ? model : component === undefined ? binding : undefined;
  if (typeof path === "string" && path !== "") return referencedComponent(document, path);
  return typeof component === "string" && component !== "" ? component : null;
}
