/** The runtime views get on the canvas: texts and definitions that follow the working copy, no data. */

import { createDesignRuntime } from "@aqtra/components";
import type { ComponentInfo, FieldProperty, RuntimeApi } from "@aqtra/components";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { SYSTEM_PROPERTIES, startOfPath, useComponentDocument } from "../fields";
import { useSession } from "../state";

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

/** The property behind a path; one behind a reference belongs to another component. */
function usePathProperty(path: string | undefined): FieldProperty | undefined {
  const properties = useSession((session) => session.history.document.properties);
  const { field, rest } = startOfPath(properties, path);
  const next = rest[0] === "data" ? rest[1] : rest[0];
  const target = useComponentDocument(next === undefined ? null : field?.component);
  if (next === undefined) return field;
  return [...(target?.properties ?? []), ...SYSTEM_PROPERTIES].find((property) => property.name === next);
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
      useProperty: usePathProperty,
    }),
    [component, i18n.language],
  );
}
