/** Rights and their contexts in words, by the titles that things have now. */

import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useGetComponentsQuery } from "../../../shared/api";
import { useAccessTree } from "../api";
import type { AccessTree, Context, GrantedRight } from "../api";

export interface Words {
  /** The thing that a right names. */
  thing: (right: Pick<GrantedRight, "kind" | "component" | "object">) => string;
  verb: (right: Pick<GrantedRight, "kind" | "verb">) => string;
  /** `entryName`: as the platform calls the entry that is the context. */
  context: (right: Pick<GrantedRight, "context" | "entry_name">) => string;
}

export function useWords(): Words {
  const { t } = useTranslation("access");
  const { data: tree } = useAccessTree();
  const { data: components } = useGetComponentsQuery(undefined);
  return useMemo(() => {
    const titles = new Map(components?.map(({ key, title }) => [key, title]));
    const title = (key: string): string => titles.get(key) ?? key;
    return {
      thing: ({ kind, component, object }) => {
        if (kind === "studio") return t("words.menu", { menu: t(`menus.${object}`, { defaultValue: object }) });
        const part = object === "" ? "" : partName(tree, component, object);
        return [component === null ? "" : title(component), part].filter(Boolean).join(" › ");
      },
      verb: ({ kind, verb }) => t(kind === "property" && verb === "update" ? "verbs.change" : `verbs.${verb}`),
      context: ({ context, entry_name: name }) => contextWords(context, name ?? null, tree, title, t),
    };
  }, [components, t, tree]);
}

function partName(tree: AccessTree | undefined, component: string | null, object: string): string {
  const found = tree?.components.find(({ key }) => key === component);
  if (!found) return object;
  const property = found.properties.find(({ id }) => id === object);
  const flow = found.flows.find(({ key }) => key === object);
  const action = found.actions.find(({ element }) => element === object);
  const step = found.steps.find((one) => one.object === object);
  return property?.title ?? flow?.name ?? action?.name ?? step?.name ?? object;
}

function contextWords({ component, entry, object }: Context, name: string | null, tree: AccessTree | undefined, title: (key: string) => string, t: TFunction<"access">): string {
  if (component === null) return t("contexts.system");
  if (entry !== null) return t(name === null ? "words.entry" : "words.namedEntry", { title: title(component), entry, name });
  return object === null ? title(component) : t("words.object", { title: title(component), object: partName(tree, component, object) });
}
