/** The published object model of a component, as its entries follow it now: a draft may say otherwise. */

import type { FieldProperty } from "@aqtra/components";
import { SYSTEM_FIELDS, USER_INFO_COMPONENT } from "@aqtra/model";
import { skipToken } from "@reduxjs/toolkit/query";
import { useMemo } from "react";

import { api, useGetComponentsQuery } from "../../../shared/api";
import type { ComponentSummary } from "../../../shared/api";

export interface EntriesModel {
  key: string;
  title: string;
  /** The platform itself keeps these entries. */
  builtIn: boolean;
  properties: readonly FieldProperty[];
  /** Names of the properties that make the primary key. */
  keys: readonly string[];
  /** Titles of the properties that a search looks into, beside the name. */
  searched: readonly string[];
  property: (name: string) => FieldProperty | undefined;
}

const system: ReadonlyMap<string, FieldProperty> = new Map(
  SYSTEM_FIELDS.map(({ name, type, title }) => [name, { name, title, type, component: type === "catalog" ? USER_INFO_COMPONENT : null }]),
);

/** Its values are entries of other components. */
export function refers(property: FieldProperty | undefined): boolean {
  return property?.type === "catalog" || (property?.type === "array" && !property.items);
}

const NONE: readonly FieldProperty[] = [];

export function useEntriesModel(key: string | null, builtIn: boolean) {
  const { currentData, error, refetch } = api.useGetDefinitionQuery(key === null ? skipToken : { key });
  const model = useMemo((): EntriesModel | undefined => {
    if (!currentData) return undefined;
    // The wire shape with its optional members filled by the server is exactly the document model.
    const properties = (currentData.properties as unknown as readonly FieldProperty[] | undefined) ?? NONE;
    const stored = properties.filter((property) => property.virtual !== true);
    const keys = (currentData.properties ?? []).filter((property) => property.primary_key).map(({ name }) => name);
    // As the server does: texts and addresses with Query, beside the name.
    const searched = (currentData.properties ?? []).filter((property) => (property.type === "string" || property.type === "uri") && property.query && !property.virtual && !property.encrypted).map(({ name, title }) => title || name);
    const byName = new Map(stored.map((property) => [property.name, property]));
    return { key: currentData.key, title: currentData.title, builtIn, properties: stored, keys, searched, property: (name) => byName.get(name) ?? system.get(name) };
  }, [currentData, builtIn]);
  return { model, error, refetch };
}

/** Components that keep entries. */
export function useKeepers(): { components: ComponentSummary[]; loading: boolean } {
  const { data, isLoading } = useGetComponentsQuery(undefined);
  const components = useMemo(() => (data ?? []).filter((component) => component.published && component.kind === "component"), [data]);
  return { components, loading: isLoading };
}
