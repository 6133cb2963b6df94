/** Properties of the edited component and of those it refers to, for pickers and for the canvas. */

import type { ComponentDocument, FieldOption, Property } from "@aqtra/model";
import { SYSTEM_FIELDS, USER_INFO_COMPONENT, fieldOptions } from "@aqtra/model";
import type { FieldProperty } from "@aqtra/components";
import { useMemo } from "react";

import { useGetComponentDocumentQuery, useGetComponentsQuery } from "../../shared/api";
import { useDocument, useSession } from "./state";

/** The document of a component: the working copy when it is the one being edited, otherwise the saved one. */
export function useComponentDocument(key: string | null | undefined): ComponentDocument | undefined {
  const own = useDocument();
  const isOther = typeof key === "string" && key !== "" && key !== own.key;
  const { data } = useGetComponentDocumentQuery(key ?? "", { skip: !isOther });
  return isOther ? data?.document : key === own.key ? own : undefined;
}

/** Fields of an entry of a component, system fields last. */
export function useFieldOptions(key: string | null | undefined): FieldOption[] {
  const document = useComponentDocument(key);
  return useMemo(() => (document ? fieldOptions(document.properties) : []), [document]);
}

export interface ComponentChoice {
  readonly key: string;
  readonly title: string;
}

/** Components that can be referred to, the edited one under the title it has right now. */
export function useComponentChoices(): ComponentChoice[] {
  const own = useSession((session) => session.key);
  const ownTitle = useSession((session) => session.history.document.settings.title);
  const { data } = useGetComponentsQuery(undefined);
  return useMemo(() => {
    const others = (data ?? []).filter(({ key }) => key !== own).map(({ key, title }) => ({ key, title }));
    return [{ key: own, title: ownTitle }, ...others];
  }, [data, own, ownTitle]);
}

export function useComponentTitle(key: string | null | undefined): string | undefined {
  const choices = useComponentChoices();
  return choices.find((choice) => choice.key === key)?.title;
}

/** System fields in the shape of properties, so that views treat both alike. */
export const SYSTEM_PROPERTIES: readonly FieldProperty[] = SYSTEM_FIELDS.map(({ name, title, type }) => ({
  name,
  title,
  type,
  ...(type === "catalog" ? { component: USER_INFO_COMPONENT } : {}),
}));

/** A field of a component by name, system fields included. */
export function fieldNamed(properties: readonly Property[] | undefined, name: string | undefined): FieldProperty | undefined {
  return properties?.find((property) => property.name === name) ?? SYSTEM_PROPERTIES.find((property) => property.name === name);
}
