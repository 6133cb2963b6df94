/** The runtime views get on the canvas: texts and definitions that follow the working copy, no data. */

import { createDesignRuntime } from "@aqtra/components";
import type { ComponentInfo, FieldProperty, RuntimeApi } from "@aqtra/components";
import type { ComponentDocument } from "@aqtra/model";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useGetDocumentsQuery } from "../api";
import { SYSTEM_PROPERTIES, fieldNamed, useComponentDocument } from "../fields";
import { useDocument, useSession } from "../state";

function useComponentInfo(key: string | null | undefined): ComponentInfo | undefined {
  const document = useComponentDocument(key);
  return useMemo(
    () =>
      document && {
        key: document.key,
        title: document.settings.title,
        properties: [...document.properties, ...SYSTEM_PROPERTIES],
        mayCreate: true,
      },
    [document],
  );
}

const NO_DOCUMENTS: Readonly<Record<string, ComponentDocument>> = {};

/** `data.supplier.City` → `supplier`, `City`: the names a path goes through, one level behind a reference at most. */
function namesOf(path: string): [string | undefined, string | undefined] {
  const [first, second] = path.split(".").filter((part) => part !== "data");
  return [first, second];
}

function usePathProperties(component: string | undefined, paths: readonly string[]): readonly (FieldProperty | undefined)[] {
  const start = useComponentDocument(component);
  const own = useDocument();
  const ends = paths.map((path) => {
    const [first, second] = namesOf(path);
    return { field: fieldNamed(start, first), next: second };
  });
  const targets = [...new Set(ends.flatMap(({ field, next }) => (next && field?.component ? [field.component] : [])))].sort();
  const { data = NO_DOCUMENTS } = useGetDocumentsQuery(targets, { skip: targets.length === 0 });
  return ends.map(({ field, next }) => {
    if (next === undefined) return field;
    const target = field?.component === own.key ? own : data[field?.component ?? ""];
    return fieldNamed(target, next);
  });
}

export function useCanvasRuntime(): RuntimeApi {
  const component = useSession((session) => session.key);
  const { i18n } = useTranslation();
  return useMemo(
    () => ({
      ...createDesignRuntime({
        component,
        locale: i18n.language,
        components: () => undefined,
        property: () => undefined,
      }),
      useComponent: useComponentInfo,
      useProperties: usePathProperties,
    }),
    [component, i18n.language],
  );
}
