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
  context: (context: Context) => string;
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
      context: (context) => contextWords(context, title, t),
    };
  }, [components, t, tree]);
}

function partName(tree: AccessTree | undefined, component: string | null, object: string): string {
  const found = tree?.components.find(({ key }) => key === component);
  const property = found?.properties.find(({ id }) => id === object);
  return property?.title ?? found?.flows.find(({ key }) => key === object)?.name ?? object;
}

function contextWords({ component, entry, object }: Context, title: (key: string) => string, t: TFunction<"access">): string {
  if (component === null) return t("contexts.system");
  if (entry !== null) return t("words.entry", { title: title(component), entry });
  return object === null ? title(component) : t("words.object", { title: title(component), object });
}
