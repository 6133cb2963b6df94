import { referencedComponent } from "@aqtra/model";
import type { Element } from "@aqtra/model";

import { useComponentDocument } from "../../fields";
import { useDocument } from "../../state";
import { useEntryComponent } from "./entry-component";

/** Key of the component whose entries an element shows or offers. */
export function useRowsComponent(element: Element): string | null {
  const document = useDocument();
  const { component, data_object: object, data_model_source: model, binding } = element.settings;
  const named = component ?? object;
  const path = typeof model === "string" && model !== "" ? model : named === undefined ? binding : undefined;
  const entry = useEntryComponent(element);
  const around = useComponentDocument(entry === document.key ? null : entry);
  if (typeof path === "string" && path !== "") return referencedComponent(around ?? document, path);
  return typeof named === "string" && named !== "" ? named : null;
}
