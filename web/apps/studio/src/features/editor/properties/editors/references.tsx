/** Pickers of components, pages and flows. */

import { TARGET_COMPONENT } from "@aqtra/components";
import { COLLECTION_KINDS } from "@aqtra/model";
import type { Element, FlowKind } from "@aqtra/model";
import { useTranslation } from "react-i18next";

import { useComponentChoices, useComponentDocument } from "../../fields";
import { useDocument } from "../../state";
import { ChoiceControl } from "./controls";
import { textOf } from "./props";
import type { EditorProps } from "./props";

export function ComponentEditor({ id, setting, spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const choices = useComponentChoices();
  const shownOnes = setting === TARGET_COMPONENT && typeof element.settings["component"] === "string";
  return (
    <ChoiceControl
      id={id}
      label={spec.title}
      value={textOf(value)}
      none={t(shownOnes ? "properties.sameComponent" : "properties.none")}
      choices={choices.map(({ key, title }) => ({ value: key, label: title }))}
      onChange={(key) => onChange(key === "" ? undefined : key)}
    />
  );
}

/** The component whose pages a command can open: its target, the rows' component, or the one being edited. */
export function pagesOf(element: Element, setting: string, own: string): string {
  if (setting === "page") return own;
  const target = element.settings[TARGET_COMPONENT] ?? element.settings["component"] ?? element.settings["data_object"];
  return typeof target === "string" && target !== "" ? target : COLLECTION_KINDS.has(element.kind) ? "" : own;
}

export function PageEditor({ id, setting, spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const own = useDocument();
  const document = useComponentDocument(pagesOf(element, setting, own.key));
  const pages = document?.pages ?? [];
  return (
    <ChoiceControl
      id={id}
      label={spec.title}
      value={textOf(value)}
      none={t("properties.firstPage")}
      choices={pages.map((page) => ({ value: page.id, label: page.name }))}
      onChange={(page) => onChange(page === "" ? undefined : page)}
    />
  );
}

function FlowEditor({ id, spec, value, onChange, kind }: EditorProps & { kind: FlowKind }) {
  const { t } = useTranslation("editor");
  const { flows } = useDocument();
  const choices = flows.filter((flow) => flow.kind === kind);
  return (
    <ChoiceControl
      id={id}
      label={spec.title}
      value={textOf(value)}
      none={t(choices.length === 0 ? "properties.noFlows" : "properties.none")}
      choices={choices.map((flow) => ({ value: flow.key, label: flow.name }))}
      onChange={(key) => onChange(key === "" ? undefined : key)}
    />
  );
}

export function DataflowEditor(props: EditorProps) {
  return <FlowEditor {...props} kind="dataflow" />;
}

export function WorkflowEditor(props: EditorProps) {
  return <FlowEditor {...props} kind="workflow" />;
}
