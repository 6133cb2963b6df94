/** What the platform knows of templates, under the words of the generated client. */

import type { DocumentFormat, Template as Stored, TemplateContent, TemplateSummary } from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api/types";

export const {
  useListTemplatesQuery,
  useGetTemplateQuery,
  useCreateTemplateMutation,
  useSaveTemplateMutation,
  useDeleteTemplateMutation,
  usePublishTemplateMutation,
  usePreviewTemplateMutation,
  useRenderTemplateSampleMutation,
  useListLibraryFilesQuery,
} = api;

export type Template = Answer<Stored>;
export type Content = Answer<TemplateContent>;
export type Band = Content["bands"][number];
export type BandKind = Band["kind"];
export type Element = Band["elements"][number];
export type ElementKind = Element["kind"];
export type ElementOf<Kind extends ElementKind> = Extract<Element, { kind: Kind }>;
export type Panel = ElementOf<"panel">;
export type Cell = Panel["cells"][number];
export type Column = ElementOf<"table">["columns"][number];
export type Paragraph = ElementOf<"rich_text">["paragraphs"][number];
export type Piece = Paragraph["pieces"][number];
export type TextStyle = ElementOf<"text">["style"];
export type Property = Content["properties"][number];
export type PropertyType = Property["type"];
export type Page = Content["page"];
export type { DocumentFormat, TemplateSummary };

export const FORMATS: DocumentFormat[] = ["pdf", "docx", "xlsx", "html", "text"];

export function contentOf({ name, description, properties, page, bands, sample }: Template): Content {
  return { name, description, properties, page, bands, sample };
}

export type TemplateState = "draft" | "changed" | "published";

/** What flows know of a template. */
export function stateOf({ version, published_version: published }: Pick<Template, "version" | "published_version">): TemplateState {
  if (published === null) return "draft";
  return published < version ? "changed" : "published";
}
