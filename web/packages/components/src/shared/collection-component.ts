import type { Element } from "../model";
import type { RuntimeApi } from "../runtime-api";

/** Key of the component whose entries an element lists; a tree names it in a setting of its own. */
export function collectionComponent({ settings }: Pick<Element, "settings">): string | undefined {
  return filled(settings.component) ?? filled(settings.data_object);
}

/** The same where the entries may be those that a property of the entry around refers to. */
export function useCollectionComponent(node: Pick<Element, "settings">, runtime: RuntimeApi): string | undefined {
  const source = filled(node.settings.data_model_source);
  const [property] = runtime.useProperties(runtime.component, source === undefined ? NO_PATHS : [source]);
  return (source === undefined ? undefined : (property?.component ?? undefined)) ?? collectionComponent(node);
}

const NO_PATHS: readonly string[] = [];

function filled(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
