/**
 * What elements on the canvas may ask about the object model: own properties, and the components they
 * refer to. One subscription for the whole page; it changes with the model, not with every edit of the page.
 */

import type { ComponentDocument, Property } from "@aqtra/model";
import { walk } from "@aqtra/model";
import { createContext, useContext, useMemo } from "react";
import type { PropsWithChildren } from "react";
import { shallowEqual, useSelector } from "react-redux";

import { useGetDocumentsQuery } from "../api";
import type { WithEditor } from "../state";
import { useSession } from "../state";

export interface Source {
  readonly key: string;
  readonly title: string;
  readonly properties: readonly Property[];
}

type Sources = Readonly<Record<string, Source>>;

const SourcesContext = createContext<Sources>({});
const NO_DOCUMENTS: Readonly<Record<string, ComponentDocument>> = {};

function referredTo(document: ComponentDocument): string[] {
  const targets = document.properties.flatMap((property) => ("component" in property && property.component ? [property.component] : []));
  const shown = document.pages.flatMap((page) =>
    [...walk(page)].flatMap(({ settings }) => [settings["component"], settings["data_object"]].filter((key) => typeof key === "string")),
  );
  return [...new Set([...targets, ...shown])].filter((key) => key !== "" && key !== document.key).sort();
}

export function CanvasSources({ children }: PropsWithChildren) {
  const key = useSession((session) => session.key);
  const title = useSession((session) => session.history.document.settings.title);
  const properties = useSession((session) => session.history.document.properties);
  const keys = useSelector(({ editor }: WithEditor) => (editor.session ? referredTo(editor.session.history.document) : []), shallowEqual);
  const { data = NO_DOCUMENTS } = useGetDocumentsQuery(keys, { skip: keys.length === 0 });
  const sources = useMemo<Sources>(() => {
    const others = Object.values(data).map((document) => ({ key: document.key, title: document.settings.title, properties: document.properties }));
    return Object.fromEntries([...others, { key, title, properties }].map((source) => [source.key, source]));
  }, [data, key, properties, title]);
  return <SourcesContext.Provider value={sources}>{children}</SourcesContext.Provider>;
}

export function useSources(): Sources {
  return useContext(SourcesContext);
}
