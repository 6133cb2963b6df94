import { definitionOf, type Element, ElementView, type Entry, type PanelSlot, type RuntimeApi } from "@aqtra/components";
import { memo, type ReactNode, useCallback, useMemo } from "react";
import { useDispatch, useSelector } from "react-redux";

import type { Definition } from "../definition";
import { useRuledElement } from "../expressions/element-rules";
import { formActions, type RuntimeRoot, selectForm, selectPageOf } from "../form/slice";
import { changedElement } from "../script/changes";
import { ElementMarks } from "./element-mark";
import { useCard } from "./use-card";
import { useField } from "./use-field";

interface ElementNodeProps {
  node: Element;
  form: string;
  definition: Definition;
  runtime: RuntimeApi;
}

/** One element and what is in it, as conditions and scripts have changed it. Only controls with a value subscribe to the form. */
export const ElementNode = memo(function ElementNode({ node: authored, form, definition, runtime }: ElementNodeProps) {
  // Of an element in cards a script may mean all, or the one whose event it hears.
  const changesOfAll = useSelector((state: RuntimeRoot) => selectPageOf(state, form)?.controls[authored.id]);
  const changes = useSelector((state: RuntimeRoot) => selectForm(state, form)?.controls[authored.id]);
  const markOfAll = useSelector((state: RuntimeRoot) => selectPageOf(state, form)?.marks[authored.id]);
  const ownMark = useSelector((state: RuntimeRoot) => selectForm(state, form)?.marks[authored.id]);
  const mark = ownMark ?? markOfAll;
  const ruled = useRuledElement(authored, form, definition);
  const node = useMemo(() => changedElement(changedElement(ruled, changesOfAll), changes), [ruled, changesOfAll, changes]);
  const dispatch = useDispatch();
  const closeError = useCallback(() => {
    dispatch(formActions.scriptApplied({ form, value: [{ do: "failed", id: authored.id, failed: false, text: "" }] }));
  }, [dispatch, form, authored.id]);
  const overlay = mark && (mark.busy || typeof mark.error === "string") ? <ElementMarks {...mark} onClose={closeError} /> : undefined;
  const kind = definitionOf(node.kind);
  const drawn = (child: Element) => <ElementNode key={child.id} node={child} form={form} definition={definition} runtime={runtime} />;
  switch (kind?.holds) {
    case "elements":
      return (
        <ElementView node={node} runtime={runtime} design={false} overlay={overlay}>
          {node.children.map(drawn)}
        </ElementView>
      );
    case "panels":
      return "binding" in kind.settings ? (
        <BoundElement node={node} form={form} definition={definition} runtime={runtime} panels={panelsOf(node, drawn)} overlay={overlay} />
      ) : (
        <ElementView node={node} runtime={runtime} design={false} panels={panelsOf(node, drawn)} overlay={overlay} />
      );
    case "template":
      return <ListElement node={node} form={form} definition={definition} runtime={runtime} overlay={overlay} />;
    default:
      if (kind && "binding" in kind.settings) return <BoundElement node={node} form={form} definition={definition} runtime={runtime} overlay={overlay} />;
      return <ElementView node={node} runtime={runtime} design={false} overlay={overlay} />;
  }
});

interface MarkedProps extends ElementNodeProps {
  overlay: ReactNode;
}

function panelsOf(node: Element, drawn: (child: Element) => ReactNode): PanelSlot[] {
  return node.children.map((child) => ({ id: child.id, name: child.name, content: drawn(child) }));
}

function ListElement({ node, form, runtime, overlay }: MarkedProps) {
  const renderItem = useCallback(
    (entry: Entry) => <CardItem key={entry.id} list={node} entry={entry} form={`${form}/${node.id}/${entry.id}`} outer={runtime} />,
    [node, form, runtime],
  );
  return <ElementView node={node} runtime={runtime} design={false} renderItem={renderItem} overlay={overlay} />;
}

interface CardItemProps {
  list: Element;
  entry: Entry;
  /** Name of the card's own values. */
  form: string;
  outer: RuntimeApi;
}

/** The elements of a card, bound to its entry. */
function CardItem({ list, entry, form, outer }: CardItemProps) {
  const card = useCard(list, entry, form, outer);
  if (!card) return null;
  return list.children.map((child) => <ElementNode key={child.id} node={child} form={form} definition={card.definition} runtime={card.runtime} />);
}

function BoundElement({ node, form, definition, runtime, panels, overlay }: MarkedProps & { panels?: readonly PanelSlot[] }) {
  const field = useField(node, form, definition, runtime);
  return <ElementView node={node} runtime={runtime} design={false} field={field} panels={panels} overlay={overlay} />;
}
