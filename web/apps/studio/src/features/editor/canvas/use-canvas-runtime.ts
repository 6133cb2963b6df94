/** The runtime views get on the canvas: texts and definitions that follow the working copy, no data. */

import { createDesignRuntime } from "@aqtra/components";
import type { ComponentInfo, FieldProperty, RuntimeApi } from "@aqtra/components";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { SYSTEM_PROPERTIES, fieldNamed } from "../fields";
import { useSession } from "../state";
import { useSources } from "./canvas-sources";
import { useCanvasElementState } from "./shown-panels";

function useComponentInfo(key: string | null | undefined): ComponentInfo | undefined {
  const source = useSources()[key ?? ""];
  return useMemo(
    () => source && { ...source, properties: [...source.properties, ...SYSTEM_PROPERTIES], mayCreate: true },
    [source],
  );
}

/** Anything else would be a path of its own. */
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text);

/** `data.supplier.City` → `supplier`, `City`: the names a path goes through, one level behind a reference at most. */
function namesOf(path: string): [string | undefined, string | undefined] {
  const [first, second] = path.split(".").filter((part) => part !== "data");
  return [first, second];
}

function usePathProperties(component: string | undefined, paths: readonly string[]): readonly (FieldProperty | undefined)[] {
  const sources = useSources();
  return paths.map((path) => {
    const [first, second] = namesOf(path);
    const field = fieldNamed(sources[component ?? ""]?.properties, first);
    return second === undefined ? field : fieldNamed(sources[field?.component ?? ""]?.properties, second);
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
        fileUrl: (reference) => (isId(reference) ? `/api/v1/studio/files/${reference}/content` : undefined),
      }),
      useComponent: useComponentInfo,
      useElementState: useCanvasElementState,
      useProperties: usePathProperties,
    }),
    [component, i18n.language],
  );
}
