/** The model of a published template, as a mapping lists its targets. */

import type { PublishedTemplate } from "@aqtra/api";
import type { Property, Step } from "@aqtra/model";

import { api } from "../../../shared/api";
import type { Answer } from "../../../shared/api/types";

type Template = Answer<PublishedTemplate>;

const KINDS: Partial<Record<Template["properties"][number]["type"], Property["type"]>> = {
  integer: "integer",
  number: "number",
  boolean: "boolean",
  date: "date",
  time: "time",
};

/** Null until a template is chosen, and while templates are read. */
export function useTemplateTargets(step: Step, skip: boolean): readonly Property[] | null {
  const { data } = api.useListPublishedTemplatesQuery(undefined, { skip });
  const template = (data as Template[] | undefined)?.find(({ id }) => id === step.params.template);
  if (!template) return null;
  return template.properties.map(({ name, title, type }) => ({ id: name, name, title: title || name, type: KINDS[type] ?? "string" }) as unknown as Property);
}
