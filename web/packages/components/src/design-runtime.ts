/** RuntimeApi for the canvas: texts and definitions, no data, no effects. */
import { useState } from "react";

import type { ComponentInfo, EntriesResult, GridStyles, RuntimeApi } from "./runtime-api";
import type { Element, FieldProperty, LocalizedText } from "./model";

const NO_STYLES: GridStyles = {};
const NO_ROWS: EntriesResult = { rows: [], count: 0, status: "idle", failure: undefined, refresh: () => undefined };

export interface DesignSources {
  component: string;
  locale: string;
  text?: (value: LocalizedText) => string;
  /** Components whose properties the canvas may name, by key. */
  components: (key: string) => ComponentInfo | undefined;
  property: (component: string, path: string) => FieldProperty | undefined;
  /** Address of a file of the library. */
  fileUrl?: RuntimeApi["fileUrl"];
}

function useElementState<State>(_element: Element, initial: State) {
  return useState(initial);
}

export function createDesignRuntime(sources: DesignSources): RuntimeApi {
  const fileUrl = sources.fileUrl ?? (() => undefined);
  return {
    component: sources.component,
    scope: "",
    locale: sources.locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    text: (value) => (value ? (sources.text?.(value) ?? (value.translation_value || value.translation_key)) : ""),
    fileUrl,
    useFile: (source) => {
      const url = source && "reference" in source ? fileUrl(source.reference) : undefined;
      return { status: "ready", info: undefined, url, thumbnail: url, failure: undefined };
    },
    useNoImage: () => undefined,
    sendFile: () => Promise.reject(new Error("nothing is uploaded on the canvas")),
    dropUpload: () => undefined,
    runCommand: () => Promise.resolve(),
    follow: () => undefined,
    emit: () => Promise.resolve("unheard"),
    emitIn: () => Promise.resolve("unheard"),
    useStyles: () => NO_STYLES,
    useRefreshes: () => undefined,
    useComponent: (key) => (key ? sources.components(key) : undefined),
    useEntries: () => NO_ROWS,
    useEntryNews: () => undefined,
    useValues: (paths) => paths.map(() => null),
    useProperties: (component, paths) => paths.map((path) => (component ? sources.property(component, path) : undefined)),
    useElementState,
    useBusy: () => false,
    useIsNew: () => true,
  };
}
