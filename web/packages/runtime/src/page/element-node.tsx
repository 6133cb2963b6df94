import { definitionOf, type Element, ElementView, type RuntimeApi } from "@aqtra/components";
import { memo } from "react";

import type { Definition } from "../definition";
import { useField } from "./use-field";

interface ElementNodeProps {
  node: Element;
  form: string;
  definition: Definition;
  runtime: RuntimeApi;
}

/** One element and what is in it. Only controls with a value subscribe to the form. */
export const ElementNode = memo(function ElementNode({ node, form, definition, runtime }: ElementNodeProps) {
  const kind = definitionOf(node.kind);
  if (kind && !kind.container && "binding" in kind.settings) return <BoundElement node={node} form={form} definition={definition} runtime={runtime} />;
  return (
    <ElementView node={node} runtime={runtime} design={false}>
      {kind?.container
        ? node.children.map((child) => <ElementNode key={child.id} node={child} form={form} definition={definition} runtime={runtime} />)
        : undefined}
    </ElementView>
  );
});

function BoundElement({ node, form, definition, runtime }: ElementNodeProps) {
  const field = useField(node, form, definition, runtime);
  return <ElementView node={node} runtime={runtime} design={false} field={field} />;
}
