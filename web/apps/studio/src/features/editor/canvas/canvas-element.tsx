import { useCollectionComponent, ElementView, definitionOf } from "@aqtra/components";
import type { FieldState, Holds, RuntimeApi } from "@aqtra/components";
import type { Element } from "@aqtra/model";
import { memo, useMemo } from "react";

import { EmptyContainer } from "./empty-container";

interface CanvasElementProps {
  element: Element;
  runtime: RuntimeApi;
}

const NO_PATHS: readonly string[] = [];
const nothing = (): void => undefined;

/**
 * One element as Workplace would draw it. Knows nothing of selection or dragging, so that it is drawn
 * again only when the element itself has changed; the overlay draws the rest. The function has another
 * name than the constant: inside itself its own name would mean the version without `memo`.
 */
export const CanvasElement = memo(function CanvasElementView({ element, runtime }: CanvasElementProps) {
  const definition = definitionOf(element.kind);
  const binding = element.settings["binding"];
  const path = typeof binding === "string" && binding !== "" ? binding : undefined;
  const [property] = runtime.useProperties(runtime.component, path === undefined ? NO_PATHS : [path]);
  const isField = definition !== undefined && "binding" in definition.settings;
  const field = useMemo<FieldState | undefined>(
    () =>
      isField
        ? {
            path: path ?? element.name,
            property,
            value: null,
            required: property?.required ?? false,
            readOnly: false,
            error: undefined,
            onChange: nothing,
            onCommit: nothing,
          }
        : undefined,
    [element.name, isField, path, property],
  );
  const boxProps = useMemo(() => ({ "data-element-id": element.id }), [element.id]);
  const holds = definition?.holds ?? "nothing";
  const inside = useTemplateRuntime(element, holds, runtime);
  const drawn = (child: Element) => <CanvasElement key={child.id} element={child} runtime={inside} />;
  const panels = holds === "panels" ? element.children.map((child) => ({ id: child.id, name: child.name, content: drawn(child) })) : undefined;
  const isEmpty = element.children.length === 0;
  return (
    <ElementView node={element} runtime={runtime} design field={field} panels={panels} boxProps={boxProps}>
      {(holds === "elements" || holds === "template") && (isEmpty ? <EmptyContainer page={element.kind === "page"} /> : element.children.map(drawn))}
    </ElementView>
  );
});

/** What stands in the card of a list is bound to the entries of the list. */
function useTemplateRuntime(element: Element, holds: Holds, runtime: RuntimeApi): RuntimeApi {
  const named = useCollectionComponent(element, runtime);
  const shown = holds === "template" ? named : undefined;
  return useMemo(() => (shown === undefined ? runtime : { ...runtime, component: shown }), [runtime, shown]);
}
