/** Definitions of the page's own component and of those it refers to, loaded as paths need them. */
import type { FieldProperty } from "@aqtra/components";
import { api } from "@aqtra/api/client";
import { useEffect, useMemo } from "react";
import { shallowEqual, useDispatch, useSelector } from "react-redux";

import { type Definition, resolvePath } from "./definition";
import type { Dispatch } from "./server";

type ApiRoot = Parameters<ReturnType<typeof api.endpoints.getDefinition.select>>[0];

const selectors = new Map<string, (state: ApiRoot) => Definition | undefined>();

/** Reads a cached definition; never asks the server. */
export function definitionIn(state: ApiRoot, key: string): Definition | undefined {
  let select = selectors.get(key);
  if (!select) {
    const cached = api.endpoints.getDefinition.select({ key });
    // The wire shape with its optional members filled by the server is exactly the document model.
    select = (root) => cached(root).data as unknown as Definition | undefined;
    selectors.set(key, select);
  }
  return select(state);
}

/** Asks for definitions that are not known yet. A refused one stays unknown: what it would name is left out. */
export function useNeeded(keys: readonly string[]): void {
  const dispatch = useDispatch<Dispatch>();
  const list = [...new Set(keys)].sort().join(" ");
  useEffect(() => {
    for (const key of list.split(" ").filter(Boolean)) void dispatch(api.endpoints.getDefinition.initiate({ key }));
  }, [list, dispatch]);
}

export function useDefinition(key: string | null | undefined): Definition | undefined {
  useNeeded(key ? [key] : []);
  return useSelector((state: ApiRoot) => (key ? definitionIn(state, key) : undefined));
}

const NONE: readonly undefined[] = [];

/** Properties behind paths of a component, followed through references. */
export function useProperties(component: string | undefined, paths: readonly string[]): readonly (FieldProperty | undefined)[] {
  const key = paths.join("\n");
  const list = useMemo(() => (key === "" ? [] : key.split("\n")), [key]);
  const missing = useSelector((state: ApiRoot) => {
    if (!component) return "";
    const resolved = list.map((path) => resolvePath(component, path, (wanted) => definitionIn(state, wanted)).missing);
    return [...new Set(resolved.filter((found) => found !== undefined))].join(" ");
  });
  useNeeded(missing.split(" "));
  return useSelector(
    (state: ApiRoot) => (component ? list.map((path) => resolvePath(component, path, (wanted) => definitionIn(state, wanted)).property) : NONE),
    shallowEqual,
  );
}
